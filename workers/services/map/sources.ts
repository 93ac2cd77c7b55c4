import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** A path of the application, or a layout, which is part of each page below it. */
export interface Entry {
  /** `/watch`, or for a layout `/studio (layout)`. */
  readonly path: string;
  /** Its file. All files here are relative to the repository's root. */
  readonly file: string;
  /**
   * The code that it runs: the used parts of each file, including its own, without the session and what only the
   * session uses.
   */
  readonly uses: readonly Source[];
  /** It asks who is signed in. */
  readonly usesSession: boolean;
}

/** The code of a file, without comments. */
export interface Source {
  readonly file: string;
  readonly code: string;
}

/** Nearly every page uses it, so it is a separate entry on the map. */
export const SESSION = { path: 'the session', file: 'app/_lib/auth/current-user.ts' };

const ENTRY = /(?:^|\/)(page|route|handler|layout)\.tsx?$/;

const SESSION_OUTSIDE = 'outside:session';

/** What asks for the session: excluded from each other entry. Pages use the first, handlers the second. */
const ASKS_SESSION = /(^|\/)(current-user|signed-in)$/;

/** Finds the pages, handlers, routes and layouts of the application, and the files that each imports, directly or indirectly. */
export async function readEntries(root: string): Promise<Entry[]> {
  const files = namesIn(root, 'app').filter((file) => ENTRY.test(file));
  const entries = [...files.map((file) => ({ path: pathOf(file), file })), SESSION];
  return Promise.all(entries.map(async (entry) => ({ ...entry, ...(await usedBy(root, entry.file)) })));
}

/** The sources below a folder in the order of their names, without tests and files that only tests use. */
export function sourcesIn(root: string, folder: string): Source[] {
  return namesIn(root, folder).map((file) => ({ file, code: codeOf(root, file) }));
}

function namesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !/(^|\/)(testing|examples\.ts|arbitraries\.ts)/.test(file))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/**
 * The types of commands that a source makes: `identity.commands.Register`, or `Register` of
 * `const { Register } = identity.commands`.
 */
export function commandsMadeIn({ code }: Source): string[] {
  const direct = [...code.matchAll(/\bcommands\.(\w+)/g)].map(([, type = '']) => type);
  const named = [...code.matchAll(/\b(?:const|var) \{([^}]+)\} = \w+\.commands\b/g)].flatMap(([, types = '']) =>
    types
      .split(',')
      .map((each) => each.trim().split(/\s*:\s*/))
      .filter(([type = '', name = type]) => new RegExp(`\\b${name}\\(`).test(code))
      .map(([type = '']) => type),
  );
  return [...new Set([...direct, ...named])].filter(Boolean);
}

/** The functions that a contract exports to make its commands, with their types: `sendTo` makes `Send`. */
export function makersIn(contract: Source): Record<string, readonly string[]> {
  const functions = [...contract.code.matchAll(/^export function (\w+)\([^]*?^}/gm)];
  return Object.fromEntries(
    functions
      .map(([code, name = '']) => [name, commandsMadeIn({ ...contract, code })] as const)
      .filter(([, types]) => types.length > 0),
  );
}

/** Returns whether a source imports this function of a contract. */
export function importsFromContract({ code }: Source, name: string): boolean {
  return new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '[^']*contract'`).test(code);
}

/** The views that a source reads: `selectFrom('videos')`, a join of it, or `view.videos` in SQL. */
export function viewsReadIn({ code }: Source, views: readonly string[]): string[] {
  const read = [...code.matchAll(/(?:\bview\.|(?:selectFrom|[jJ]oin)\(\s*['"`])(\w+)/g)].map(([, view = '']) => view);
  return views.filter((view) => read.includes(view));
}

/** Returns a source without comments. */
function codeOf(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** `app/(site)/watch/page.tsx` is `/watch`, and `app/_machines/feed.xml/handler.ts` is `/feed.xml`. */
function pathOf(file: string): string {
  const folders = dirname(file)
    .split('/')
    .slice(1)
    .filter((folder) => !folder.startsWith('(') && folder !== '_machines');
  return `/${folders.join('/')}${file.includes('layout.') ? ' (layout)' : ''}`;
}

/** Finds imports by a bundler, which drops unused imports. Packages are excluded. */
async function usedBy(root: string, file: string): Promise<Pick<Entry, 'uses' | 'usesSession'>> {
  const isSession = file === SESSION.file;
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    jsx: 'automatic',
    outdir: 'map',
    plugins: isSession ? [] : [withoutSession],
    external: ['*.css', '*.woff2', '*.svg', '@message-db/client'],
    logLevel: 'silent',
  });
  return {
    uses: outputFiles.flatMap(({ text }) => filesIn(text)).sort((a, b) => (a.file < b.file ? -1 : 1)),
    usesSession:
      !isSession &&
      Object.values(metafile.outputs).some(({ imports }) => imports.some(({ path }) => path === SESSION_OUTSIDE)),
  };
}

/** Splits a bundle into its files: a line with its name is before the code of each. */
function filesIn(bundle: string): Source[] {
  const [, ...parts] = bundle.split(/^\/\/ (.+\.tsx?)$/m);
  return parts.flatMap((part, index) => (index % 2 === 0 ? { file: part, code: parts[index + 1] ?? '' } : []));
}

const withoutSession: Plugin = {
  name: 'without-session',
  setup({ onResolve }) {
    onResolve({ filter: ASKS_SESSION }, () => ({ path: SESSION_OUTSIDE, external: true, sideEffects: false }));
  },
};
