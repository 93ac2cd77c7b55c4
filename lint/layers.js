/*
 * The layers of this repository, from the bottom to the top, and which of them may import which. A layer is a folder,
 * or each folder of one kind, such as each component. The linter checks every import against this table
 * (lint/plugin.js), and `node lint/measure.js` prints the sizes of the layers and the imports between them.
 */
import { dirname, join } from 'node:path/posix';

/** Patterns that map the path of a file to its layer. The first match counts. Packages are imported by their names. */
const PATTERNS = [
  /^(@message-db\/[^/]+)/,
  /^(app|bench|e2e|lint)\//,
  /^(workers\/runtime\/src\/[^/]+)\//,
  /^(workers\/runtime\/example)\//,
  /^(workers\/services\/map)\//,
  /^(workers\/(?:runtime|services))\//,
  /^(workers\/aggregators\/contract)\b/,
  /^(workers\/aggregators\/[^/]+)\//,
  /^(workers\/[^/]+)\//,
  /^(workers|db|bin)\/[^/]+$/,
  /^((?:db|bin)\/[^/]+)\//,
  /^(instrumentation)\b/,
  /^([^/]+)\//,
];

const CLIENT = '@message-db/client';
const RUNTIME = '@message-db/runtime';
const CONTRACT = 'workers/*/contract';
const FFMPEG = 'workers/ffmpeg';
const BASE = ['.', 'storage', CLIENT, 'personal-data', 'text', `${RUNTIME}`, `${RUNTIME}/contract`];
const COMMAND = [
  '.',
  CLIENT,
  `${RUNTIME}/contract`,
  `${RUNTIME}/operations`,
  'bin',
  'bin/supervisor',
  'db',
  'db/embedded',
];
const LOWER = ['base', 'partitions', 'consuming', 'outcomes', 'parking'];
const SIDE_BY_SIDE = ['deciding', 'reacting', 'scheduling', 'working', 'projecting'];

/** @param {string} layer @param {string[]} below @returns {[string, string[]]} a folder of the runtime. */
const ofRuntime = (layer, below) => [
  `workers/runtime/src/${layer}`,
  [CLIENT, ...below.map((name) => `workers/runtime/src/${name}`)],
];

/**
 * What each layer may import, from the bottom to the top: layers below it, or single files of them
 * (`workers/identity/contract`), with `*` for one name. A layer may import itself.
 * @type {[layer: string, mayImport: string[]][]}
 */
export const LAYERS = [
  ['text', []],
  ['db/message-db', []],
  [CLIENT, []],
  ['personal-data', [CLIENT]],
  ...LOWER.map((layer, index) => ofRuntime(layer, LOWER.slice(0, index))),
  ...SIDE_BY_SIDE.map((layer) => ofRuntime(layer, LOWER)),
  ofRuntime('process', [...LOWER, ...SIDE_BY_SIDE]),
  ['workers/runtime', [CLIENT, 'workers/runtime/src/*']],
  [RUNTIME, []],
  // Examples that use the packages as another project would.
  ['workers/runtime/example', [CLIENT, RUNTIME]],
  ofRuntime('testing', [...LOWER, ...SIDE_BY_SIDE, 'process']),
  // Settings, roles, and other files at the root.
  ['.', ['personal-data', 'text', RUNTIME, `${RUNTIME}/contract`]],
  // The files of a site, on a disk or in S3.
  ['storage', ['.']],
  ['db', [CLIENT]],
  ['db/embedded', ['db']],
  ['db/testing', ['db', 'db/embedded']],
  ['db/access', ['db', CLIENT]],
  // The start of a worker of this site.
  ['workers', BASE],
  // ffmpeg for untrusted files, and the files that it has made.
  ['workers/ffmpeg', ['.', 'storage', RUNTIME, 'db/operator-error']],
  // A component.
  ['workers/*', [...BASE, 'db/operator-error', 'workers', FFMPEG, CONTRACT]],
  // The code that views share.
  ['workers/aggregators', [...BASE, 'workers', CONTRACT]],
  ['workers/aggregators/*', [...BASE, 'workers', 'workers/aggregators', CONTRACT]],
  // The types of the views, for pages.
  ['workers/aggregators/contract', ['workers/aggregators', 'workers/aggregators/*', RUNTIME]],
  // The services that run, and their rights.
  ['workers/services', [...BASE, 'db/access', 'db/operator-error', 'workers/aggregators/*', CONTRACT]],
  // The generators of the documents about messages and the site.
  [
    'workers/services/map',
    [
      ...[...BASE, `${RUNTIME}/testing`, 'workers/testing/components', 'workers/services', 'workers/aggregators/*'],
      ...['workers/*/component', CONTRACT],
    ],
  ],
  [
    'app',
    [
      ...['.', 'storage', CLIENT, 'personal-data', 'text', `${RUNTIME}/contract`],
      ...['workers/aggregators/contract', 'workers/video-publishing/file-types', CONTRACT],
    ],
  ],
  ['instrumentation', ['.', 'app']],
  ['bin/supervisor', ['.', 'storage', 'db', 'db/access', 'db/embedded', 'workers/services', FFMPEG]],
  ['bin', COMMAND],
  ['bin/backup', COMMAND],
  [
    'bin/ctl',
    [...COMMAND, ...BASE, 'db/access', 'workers/services', 'workers/aggregators/operations/redact', CONTRACT],
  ],
  ['bin/database', [...COMMAND, 'bin/ctl/text', 'db/access', 'workers/services']],
  ['bin/demo', [...COMMAND, ...BASE, CONTRACT, FFMPEG]],
  ['bin/test', COMMAND],
  ['lint', []],
  ['bench', ['.', '*', '*/*', '*/*/*', '*/*/*/*']],
  ['e2e', ['.', '*', '*/*', '*/*/*', '*/*/*/*']],
];

/**
 * Layers whose tests may not import layers above them either, with the additional imports of these tests. Other tests
 * may import anything.
 */
const TESTS = {
  text: [],
  db: ['db/access', 'db/embedded', 'db/testing'],
  'db/message-db': [CLIENT],
  'db/embedded': [],
  'db/access': [],
};

/** The packages of the workspace. */
const PACKAGES = { [CLIENT]: 'db/message-db/src', [RUNTIME]: 'workers/runtime/src' };

/**
 * @param {string} path from the root, or a package. @returns {string} its layer, as `workers/identity`; `.` for a file
 * of the root.
 */
export function layerOf(path) {
  for (const pattern of PATTERNS) {
    const [, name] = pattern.exec(path) ?? [];
    if (name !== undefined) return name;
  }
  return '.';
}

/**
 * @param {string} path from the root. @returns {boolean} whether only tests need it: tests, their helpers, and examples
 * of messages.
 */
export function isTest(path) {
  return /\.test\.tsx?$|(^|\/)testing\/|\/(examples|arbitraries)\.ts$/.test(path);
}

/**
 * @param {string} file that imports, its path from the root. @param {string} specifier what it names.
 * @returns {string | null} what is imported: the path from the root, without an extension; for a package of the
 * workspace the name with which it is imported; null for any other package.
 */
export function targetOf(file, specifier) {
  const strip = (/** @type {string} */ path) => path.replace(/\.(tsx?|js)$/, '');
  if (specifier.startsWith('@/')) return strip(specifier.slice(2));
  if (specifier.startsWith('.')) return strip(join(dirname(file), specifier));
  return Object.keys(PACKAGES).some((name) => specifier === name || specifier.startsWith(`${name}/`))
    ? specifier
    : null;
}

/** @param {string} target of `targetOf`. @returns {string} the folder of the package, if it is one. */
export function folderOf(target) {
  const name = Object.keys(PACKAGES).find((each) => target === each || target.startsWith(`${each}/`));
  return name === undefined ? target : target.replace(name, PACKAGES[name]).concat('/index');
}

/**
 * @param {string} file its path from the root. @param {string} target of `targetOf`. @returns {boolean} whether it may
 * import that.
 */
export function mayImport(file, target) {
  const layer = layerOf(file);
  const targetLayer = layerOf(target);
  if (targetLayer === layer) return true;
  const beside = isTest(file) ? TESTS[layer] : [];
  if (beside === undefined) return true;
  // Only the listed exports of a package.
  const isPackage = targetLayer.startsWith('@');
  return [...importsOf(layer), ...beside].some((to) => matches(to, target) || (!isPackage && matches(to, targetLayer)));
}

/** @param {string} layer */
function importsOf(layer) {
  const row = LAYERS.find(([from]) => from === layer) ?? LAYERS.find(([from]) => matches(from, layer));
  return row?.[1] ?? [];
}

/** @param {string} pattern @param {string} path */
function matches(pattern, path) {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(path);
}
