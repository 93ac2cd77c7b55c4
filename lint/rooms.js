/*
 * The rooms of this repository, and which of them may import which. The linter checks every import against this table
 * (lint/plugin.js), and `node lint/measure.js` prints the sizes of the rooms and the imports between them.
 */
import { dirname, join } from 'node:path/posix';

/** A file is in the first room that fits: a whole folder, or each folder in one. */
const ROOMS = [
  /^(app|bench|e2e|lint)\//,
  /^(workers\/(?:runtime|services))\//,
  /^(workers\/aggregators\/contract)\b/,
  /^(workers\/aggregators\/[^/]+)\//,
  /^(workers\/[^/]+)\//,
  /^(workers|db|bin)\/[^/]+$/,
  /^((?:db|bin)\/[^/]+)\//,
  /^(instrumentation)\b/,
  /^([^/]+)\//,
];

const CONTRACT = 'workers/*/contract';
const FFMPEG = 'workers/video-publishing/ffmpeg/*';
const BASE = ['.', 'db/message-db', 'personal-data', 'text', 'workers/runtime'];
const PAGES = ['.', 'db/message-db', 'personal-data', 'text', 'workers/video-publishing/file-types'];
const COMMAND = ['.', 'bin', 'bin/supervisor', 'db', 'db/embedded', 'db/message-db'];

/**
 * What each room may import, from the bottom to the top: rooms, or single files of them (`workers/identity/contract`), with
 * `*` for one name. A room may import itself. No arrow runs back up.
 * @type {[room: string, mayImport: string[]][]}
 */
export const ARROWS = [
  ['text', []],
  ['db/message-db', []],
  ['personal-data', ['db/message-db']],
  ['workers/runtime', ['db/message-db']],
  // Settings, roles, and what else stands at the root.
  ['.', ['personal-data', 'workers/runtime']],
  ['db', ['db/message-db']],
  ['db/embedded', ['db']],
  ['db/testing', ['db', 'db/embedded']],
  ['db/access', ['db', 'db/message-db']],
  // What starts a worker of this site.
  ['workers', BASE],
  // A component.
  ['workers/*', [...BASE, 'db/operator-error', 'workers', CONTRACT]],
  // What views share.
  ['workers/aggregators', [...BASE, 'workers', CONTRACT]],
  ['workers/aggregators/*', [...BASE, 'workers', 'workers/aggregators', CONTRACT]],
  // The types of the views, for pages.
  ['workers/aggregators/contract', ['workers/aggregators', 'workers/aggregators/*', 'workers/runtime']],
  // What runs, and what it may do.
  ['workers/services', [...BASE, 'db/access', 'workers/aggregators/*', 'workers/*/component', CONTRACT]],
  ['app', [...PAGES, 'workers/runtime/src/contract', 'workers/aggregators/contract', CONTRACT]],
  ['instrumentation', ['.', 'app']],
  ['bin/supervisor', ['.', 'db', 'db/access', 'db/embedded', 'workers/services', FFMPEG]],
  ['bin', COMMAND],
  ['bin/backup', COMMAND],
  [
    'bin/ctl',
    [...COMMAND, ...BASE, 'db/access', 'workers/services', 'workers/aggregators/operations/redact', CONTRACT],
  ],
  ['bin/database', [...COMMAND, 'bin/ctl/text', 'db/access', 'workers/services']],
  ['bin/demo', [...COMMAND, ...BASE, CONTRACT, FFMPEG]],
  ['lint', []],
  ['bench', ['.', '*', '*/*', '*/*/*']],
  ['e2e', ['.', '*', '*/*', '*/*/*']],
];

/** Rooms whose tests know nobody above them either, and what these may import besides. Other tests import what they need. */
const TESTS = {
  text: [],
  db: ['db/access', 'db/embedded', 'db/testing'],
  'db/message-db': [],
  'db/embedded': [],
  'db/access': [],
};

/** The packages of the workspace. */
const PACKAGES = {
  '@message-db/client': 'db/message-db/src/index',
  '@message-db/runtime': 'workers/runtime/src/index',
};

/** @param {string} path from the root. @returns {string} its room, as `workers/identity`; `.` for a file of the root. */
export function roomOf(path) {
  for (const room of ROOMS) {
    const [, name] = room.exec(path) ?? [];
    if (name !== undefined) return name;
  }
  return '.';
}

/** @param {string} path from the root. */
export function isTest(path) {
  return /\.test\.tsx?$|(^|\/)testing\//.test(path);
}

/**
 * @param {string} file that imports, its path from the root. @param {string} specifier what it names.
 * @returns {string | null} the path from the root of what it names, without an extension; null for a package of others.
 */
export function targetOf(file, specifier) {
  const path = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? join(dirname(file), specifier)
      : (PACKAGES[specifier] ?? null);
  return path?.replace(/\.(tsx?|js)$/, '') ?? null;
}

/** @param {string} file @param {string} target both paths from the root. @returns {boolean} whether it may import that. */
export function mayImport(file, target) {
  const room = roomOf(file);
  const targetRoom = roomOf(target);
  if (targetRoom === room) return true;
  const beside = isTest(file) ? TESTS[room] : [];
  if (beside === undefined) return true;
  return [...arrowsOf(room), ...beside].some((to) => matches(to, targetRoom) || matches(to, target));
}

/** @param {string} room */
function arrowsOf(room) {
  const arrows = ARROWS.find(([from]) => from === room) ?? ARROWS.find(([from]) => matches(from, room));
  return arrows?.[1] ?? [];
}

/** @param {string} pattern @param {string} path */
function matches(pattern, path) {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(path);
}
