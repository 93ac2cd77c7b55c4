import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** An address of the application, or a layout, which is part of each page below it. */
export interface Entry {
  /** `/watch`; of a layout, `/studio (layout)`. */
  readonly path: string;
  /** Its file, from the repository's root, as all files here. */
  readonly file: string;
  /** The files whose code it runs, its own included. Without the session, and what only that uses. */
  readonly uses: readonly string[];
  /** It asks who is signed in, or begins or ends a session. */
  readonly usesSession: boolean;
}

/** Nearly every page uses it, so it stands on the map once, as an entry of its own. */
export const SESSION = { path: 'the session', file: 'app/_lib/auth/session.ts' };

const ENTRY = /(?:^|\/)(page|route|layout)\.tsx?$/;

const SESSION_OUTSIDE = 'outside:session';

/** Finds the pages, routes and layouts of the application, and what each imports, directly or not. */
export async function readEntries(root: string): Promise<Entry[]> {
  const files = sourcesIn(root, 'app').filter((file) => ENTRY.test(file));
  const entries = [...files.map((file) => ({ path: pathOf(file), file })), SESSION];
  return Promise.all(
    entries.map(async (entry) => {
      const uses = await importsOf(root, entry.file);
      return {
        ...entry,
        uses: uses.filter((file) => file !== SESSION_OUTSIDE),
        usesSession: uses.includes(SESSION_OUTSIDE),
      };
    }),
  );
}

/** The sources below a folder, without tests and what only tests use, by name. */
export function sourcesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !/(^|\/)(testing|examples\.ts|arbitraries\.ts)/.test(file))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/**
 * The types of commands that a source makes: `identity.commands.Register`, or `Register` of
 * `const { Register } = identity.commands`.
 */
export function commandsMadeIn(root: string, file: string): string[] {
  const text = codeOf(root, file);
  const direct = [...text.matchAll(/\bcommands\.(\w+)/g)].map(([, type = '']) => type);
  const named = [...text.matchAll(/const \{([^}]+)\} = \w+\.commands\b/g)].flatMap(([, types = '']) =>
    types.split(',').map((type) => type.trim()),
  );
  return [...new Set([...direct, ...named.filter((type) => new RegExp(`\\b${type}\\(`).test(text))])].filter(Boolean);
}

/** Of these views, those that a source reads: `selectFrom('videos')`, a join of it, or `view.videos` in SQL. */
export function viewsReadIn(root: string, file: string, views: readonly string[]): string[] {
  const text = codeOf(root, file);
  const read = [...text.matchAll(/(?:\bview\.|(?:selectFrom|[jJ]oin)\(\s*['"`])(\w+)/g)].map(([, view = '']) => view);
  return views.filter((view) => read.includes(view));
}

/** A source without its comments. */
function codeOf(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** `app/(site)/watch/page.tsx` is `/watch`. */
function pathOf(file: string): string {
  const folders = dirname(file)
    .split('/')
    .slice(1)
    .filter((folder) => !folder.startsWith('('));
  return `/${folders.join('/')}${file.includes('layout.') ? ' (layout)' : ''}`;
}

/** By a bundler that drops what is imported and not used. Packages stay outside. */
async function importsOf(root: string, file: string): Promise<string[]> {
  const { metafile } = await build({
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
    plugins: file === SESSION.file ? [] : [withoutSession],
    external: ['*.css', '*.woff2', '*.svg', '@message-db/client'],
    logLevel: 'silent',
  });
  return Object.values(metafile.outputs)
    .flatMap(({ inputs, imports }) => [
      ...Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([input]) => input),
      ...imports.filter(({ path }) => path === SESSION_OUTSIDE).map(({ path }) => path),
    ])
    .sort();
}

const withoutSession: Plugin = {
  name: 'without-session',
  setup({ onResolve }) {
    onResolve({ filter: /\/auth\/session$/ }, () => ({ path: SESSION_OUTSIDE, external: true, sideEffects: false }));
  },
};
