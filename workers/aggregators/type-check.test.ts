import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/*
 * Columns and reasons are declared once, and the compiler checks their uses. The test makes each mistake in a copy of
 * the files, and the compiler has to find all of them.
 */

const root = resolve(import.meta.dirname, '../..');
const CARD = 'workers/aggregators/video-card.ts';
const HOME = 'workers/aggregators/home-page/aggregator.ts';
const STUDIO = 'workers/aggregators/creators-videos/aggregator.ts';
const WATCH = 'workers/aggregators/videos/aggregator.ts';
const ACCOUNTS = 'workers/aggregators/user-credentials/aggregator.ts';
const MESSAGES = 'workers/aggregators/operations/aggregator.ts';

/** A mistake, with the file of the compiler's error if that is another. */
type Mistake = [what: string, file: string, from: string, to: string, shownIn?: string];
const mistakes: Mistake[] = [
  ['a column of the lists is renamed', CARD, 'uploadId: known(text()),', 'fileId: known(text()),'],
  [
    'a column of the studio is renamed',
    STUDIO,
    'watchedSeconds: float8',
    'secondsWatched: float8',
    'app/studio/_queries/creators-totals.ts',
  ],
  ['a column of the messages is renamed', MESSAGES, 'streamName: text(', 'stream: text('],
  ['a column of the accounts is renamed', ACCOUNTS, 'emailConfirmed: boolean(', 'isConfirmed: boolean('],
  ['a column of the watch page is dropped', WATCH, 'language: oneOf(LANGUAGES),', ''],
  ['a view is renamed', WATCH, "'videos_creators'", "'creators_of_videos'", 'app/(site)/watch/_queries/more-videos.ts'],
  ['a column has the wrong type for its projection', WATCH, 'durationSeconds: float8(),', 'durationSeconds: text(),'],
  [
    'a column has the wrong type for its query',
    ACCOUNTS,
    'expiresAt: timestamptz(',
    'expiresAt: text(',
    'app/_lib/auth/reset-link.ts',
  ],
  [
    'a column that its page needs may be null',
    CARD,
    'name: known(text()),',
    'name: text(),',
    'app/(site)/_queries/newest-videos.ts',
  ],
  ['a word is left out that a projection writes', STUDIO, "'requested', 'published', 'unp", "'published', 'unp"],
  [
    'a projection writes a column that is not there',
    WATCH,
    'return { isPublished: false };',
    'return { isOut: false };',
  ],
  ['a projection writes the wrong type', WATCH, 'return { isPlayable: true };', "return { isPlayable: 'yes' };"],
  ['a projection resets a column that is not there', STUDIO, '  qualities: [],\n};', '  quality: [],\n};'],
  ['a count is added to a column that is not there', HOME, 'views: [total] }', 'view: [total] }'],
  ['an inserted row lacks a column', MESSAGES, 'id: column(({ id }) => id),', ''],
  [
    'a statement names a column that is not there',
    STUDIO,
    '{ videoId, qualities } =',
    '{ videoId, quality: qualities } =',
  ],
  ['an index is on a column that is not there', HOME, 'ownerId, views, isLis', 'ownerId, view: views, isLis'],
  [
    'a rule is on a column that is not there',
    STUDIO,
    'rule: ({ videoId, ownerId, deletedAt }) =>\n      `${ownerId}',
    'rule: ({ videoId, owner, deletedAt }) =>\n      `${owner}',
  ],
  [
    'a query names a view that is not there',
    'app/(site)/_queries/newest-videos.ts',
    "'home_page_videos as",
    "'home_videos as",
  ],
  [
    'a query mistypes a table’s alias',
    'app/(site)/_queries/newest-videos.ts',
    "('video.publishedAt', 'desc'",
    "('vidoe.publishedAt', 'desc'",
  ],
  [
    'a query mistypes a column’s alias',
    'app/(site)/_queries/creator-columns.ts',
    "as('creatorName')",
    "as('creatorNam')",
    'app/(site)/_queries/newest-videos.ts',
  ],
  [
    'a query selects a column that is not there',
    'app/(site)/_queries/total-views.ts',
    "select('views')",
    "select('view')",
  ],
  ['a query compares with the wrong type', 'app/studio/_queries/creators-video.ts', "'=', videoId)", "'=', 5)"],
  [
    'a query sorts by a column that is not there',
    'app/admin/_queries/messages.ts',
    "orderBy('globalPosition'",
    "orderBy('position_'",
  ],
  ['a query filters by a column that is not there', 'app/_lib/media/access.ts', "eb('uploadId'", "eb('upload_id'"],
  [
    'a query selects a hidden column',
    'app/_lib/auth/find-user.ts',
    "'name', 'usedAt'])",
    "'name', 'usedAt', 'passwordHash'])",
  ],
  [
    'a page shows a column that is not there',
    'app/(site)/watch/about.tsx',
    'content={video.language}',
    'content={video.lang}',
  ],
  [
    'a rejection has no sentence',
    'workers/video-publishing/messages/details.ts',
    "'no-time',",
    "'no-time', 'rude',",
    'app/studio/sentences.ts',
  ],
  [
    'a failure has no explanation',
    'workers/video-publishing/messages/processing.ts',
    "'source-missing',",
    "'source-missing', 'haunted',",
    'app/studio/sentences.ts',
  ],
  [
    'a rejection of an account has no answer',
    'workers/identity/contract.ts',
    "'account-deleted', 'link-ended'])",
    "'account-deleted', 'link-ended', 'banned'])",
    'app/(account)/register/rejections.ts',
  ],
];

/** The files to copy: the views, their queries, the reasons with their sentences, and the files with a mistake. */
async function filesToCopy(): Promise<string[]> {
  const files = new Set(['app/_lib/queries/views.ts', 'app/_lib/auth/reset-link.ts', CONTRACT, ...SENTENCES]);
  for (const [, file] of mistakes) files.add(file);
  for (const top of ['workers/aggregators', 'app']) {
    for (const name of await readdir(join(root, top), { recursive: true })) {
      const file = join(top, name);
      const isOfViews = top !== 'app' || file.includes('_queries/');
      if (isOfViews && file.endsWith('.ts') && !/\.test\.|\/testing\/|start\.ts$/.test(file)) files.add(file);
    }
  }
  return [...files];
}
/** It hands on the messages, which have mistakes. */
const CONTRACT = 'workers/video-publishing/contract.ts';
const SENTENCES = ['app/studio/sentences.ts', 'app/(account)/register/rejections.ts'];

const IMPORTS = /(from|import\() ?'(\.\.?\/[^']*|@\/[^']*)'/g;

/** The path that an import of a file leads to, without its extension. */
const targetOf = (specifier: string, file: string) =>
  specifier.startsWith('@/') ? specifier.slice(2) : join(dirname(file), specifier);

/** Changes imports of copied files to the copies, and all others to the originals. */
function withImports(text: string, file: string, copied: ReadonlySet<string>): string {
  return text.replace(IMPORTS, (_whole, keyword: string, specifier: string) => {
    const target = targetOf(specifier, file);
    const isCopied = copied.has(`${target}.ts`) || copied.has(`${target}.tsx`);
    const path = relative(dirname(file), target);
    return `${keyword}${keyword === 'from' ? ' ' : ''}'${isCopied ? (path.startsWith('.') ? path : `./${path}`) : `@/${target}`}'`;
  });
}

/**
 * The files that a round needs a copy of: those with a mistake, those that show it, and those by which the second import
 * the first. All others are what they are without the mistakes. The round without a mistake has all of them.
 */
function filesOfRound(planted: readonly Mistake[], texts: ReadonlyMap<string, string>): string[] {
  if (planted.length === 0) return [...texts.keys()];
  const imports = new Map<string, string[]>();
  const importedBy = new Map<string, string[]>();
  for (const [file, text] of texts) {
    for (const [, , specifier = ''] of text.matchAll(IMPORTS)) {
      const target = ['.ts', '.tsx'].map((end) => targetOf(specifier, file) + end).find((path) => texts.has(path));
      if (target === undefined) continue;
      imports.set(file, [...(imports.get(file) ?? []), target]);
      importedBy.set(target, [...(importedBy.get(target) ?? []), file]);
    }
  }
  return planted.flatMap(([, file, , , shownIn = file]) => {
    const affected = reach(file, importedBy);
    return [...reach(shownIn, imports)].filter((path) => affected.has(path));
  });
}

function reach(from: string, edges: ReadonlyMap<string, string[]>): Set<string> {
  const reached = new Set([from]);
  for (const file of reached) for (const next of edges.get(file) ?? []) reached.add(next);
  return reached;
}

interface Configuration {
  compilerOptions: { paths: Record<string, string[]> };
}

let folder: string;
let errors: string[] = [];

beforeAll(async () => {
  await mkdir(join(root, '.build'), { recursive: true });
  folder = await mkdtemp(join(root, '.build/type-check-'));
  const texts = new Map<string, string>();
  for (const file of await filesToCopy()) texts.set(file, await readFile(join(root, file), 'utf8'));
  for (const [index, planted] of rounds().entries()) {
    const copied = new Set(filesOfRound(planted, texts));
    for (const file of copied) {
      const original = texts.get(file)!;
      const [, , from = '', to = ''] = planted.find(([, mutated]) => mutated === file) ?? [];
      if (!original.includes(from)) throw new Error(`${file} has no ${from} any more`);
      await mkdir(join(folder, `round-${index}`, dirname(file)), { recursive: true });
      const text = withImports(
        original.replace(from, () => to),
        file,
        copied,
      );
      await writeFile(join(folder, `round-${index}`, file), text);
    }
  }
  const { compilerOptions } = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8')) as Configuration;
  const paths = Object.fromEntries(
    Object.entries(compilerOptions.paths).map(([name, targets]) => [
      name,
      targets.map((target) => join('../..', target)),
    ]),
  );
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { incremental: false, paths },
      include: ['**/*.ts', '**/*.tsx', '../../next-env.d.ts'],
      exclude: [],
    }),
  );
  errors = await compile();
});
afterAll(() => rm(folder, { recursive: true }));

test.each(mistakes)('%s', (what, file, _from, _to, shownIn = file) => {
  const round = rounds().findIndex((planted) => planted.some(([other]) => other === what));
  expect(errors.filter((line) => line.includes(`/round-${round}/${shownIn}(`))).not.toEqual([]);
});

test('without a mistake there is no error', () => {
  expect(errors.filter((line) => line.includes('/round-0/'))).toEqual([]);
});

/**
 * Groups of mistakes that do not hide each other, tried together; the first is empty. In a group, no file has two
 * mistakes or two errors.
 */
function rounds(): Mistake[][] {
  const all: Mistake[][] = [[]];
  for (const mistake of mistakes) {
    const touched = ([, file, , , shownIn = file]: Mistake) => [file.replace(/^app\/.*/, 'app'), shownIn];
    const isFree = (planted: Mistake[]) =>
      planted.length > 0 &&
      planted.every((other) => !touched(other).some((file) => file !== 'app' && touched(mistake).includes(file))) &&
      planted[0]![1].startsWith('app/') === mistake[1].startsWith('app/');
    const round = all.find(isFree);
    if (round) round.push(mistake);
    else all.push([mistake]);
  }
  return all;
}

function compile(): Promise<string[]> {
  return new Promise((done) => {
    const options = ['--noEmit', '--pretty', 'false', '-p', folder];
    execFile(join(root, 'node_modules/.bin/tsc'), options, { maxBuffer: 1e8 }, (_error, stdout) =>
      done(stdout.split('\n').filter((line) => line.includes('error TS'))),
    );
  });
}
