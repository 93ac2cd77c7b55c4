import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = import.meta.dirname;

/** Which file may not import which, and which may: each a line for the linter to judge. */
const refused: [file: string, imported: string][] = [
  ['app/(site)/page.tsx', '@/workers/identity/identity'],
  ['app/(site)/page.tsx', '../../workers/identity/identity'],
  ['app/_lib/trace.ts', '@/workers/runtime/src/outcomes/trace'],
  ['app/_lib/trace.ts', '@message-db/runtime'],
  ['app/(site)/page.tsx', '@/workers/aggregators/home-page/projection'],
  ['app/studio/upload/check-file.ts', '@/workers/video-publishing/ffmpeg/input'],
  ['app/(site)/page.tsx', '@/db/access/set-up'],
  ['workers/identity/component.ts', '@/workers/send-email/component'],
  ['workers/identity/component.ts', '../send-email/outbox'],
  ['workers/identity/component.ts', '@/workers/aggregators/user-credentials/aggregator'],
  ['workers/identity/component.ts', '@/app/_lib/queries/database'],
  ['workers/video-publishing/ffmpeg/probe.ts', '../../identity/identity'],
  ['workers/video-publishing/ffmpeg/probe.ts', '@/workers/view-counting/viewing'],
  ['workers/aggregators/home-page/projection.ts', '@/workers/view-counting/viewing'],
  ['workers/aggregators/home-page/projection.ts', '../../view-counting/contract'],
  ['workers/aggregators/home-page/projection.ts', '../videos/projection'],
  ['workers/aggregators/home-page/projection.ts', '@/workers/aggregators/videos/projection'],
  ['workers/runtime/src/consuming/consumer.ts', '@/workers/identity/contract'],
  ['workers/runtime/src/consuming/consumer.ts', '../../../identity/contract'],
  ['workers/runtime/src/consuming/consumer.ts', '@/app/_lib/queries/database'],
  ['workers/runtime/src/process/host.ts', '@/environment'],
  ['workers/runtime/src/projecting/aggregator.ts', '@/personal-data/encryption'],
  ['bin/ctl/park/list.ts', '@/workers/identity/identity'],
  ['bin/ctl/park/list.ts', '@/workers/aggregators/videos/projection'],
  ['bin/ctl/park/list.ts', '@/app/_lib/queries/database'],
  ['db/message-db/src/store.ts', '@/environment'],
  ['db/message-db/src/store.ts', '../../embedded/start'],
  ['db/embedded/start.ts', '@/workers/runtime/src/process/host'],
  ['workers/identity/component.ts', '@/workers/runtime/src/deciding/decides'],
  ['workers/runtime/src/base/outage.ts', '../partitions/assignment'],
  ['workers/runtime/src/deciding/decides.ts', '../reacting/reacts'],
  ['workers/runtime/src/consuming/consumer.ts', '@message-db/runtime'],
  ['personal-data/keys.ts', '@/workers/identity/contract'],
  ['text/tidy.ts', '@/workers/identity/contract'],
];

const allowed: [file: string, imported: string][] = [
  ['app/(site)/page.tsx', '@/workers/identity/contract'],
  ['app/_lib/trace.ts', '@message-db/runtime/contract'],
  ['app/studio/upload/check-file.ts', '@/workers/video-publishing/file-types'],
  ['workers/identity/component.ts', '@/workers/send-email/contract'],
  ['workers/identity/component.ts', '@message-db/runtime'],
  ['workers/runtime/src/deciding/decides.ts', '../parking/parking'],
  ['workers/video-publishing/ffmpeg/probe.ts', '../contract'],
  ['workers/aggregators/home-page/projection.ts', '@/workers/identity/contract'],
  ['workers/aggregators/home-page/projection.ts', '../upsert'],
  ['workers/identity/start.ts', '@/workers/run'],
  ['bin/ctl/park/list.ts', '@message-db/runtime/operations'],
  ['bin/ctl/database.ts', '@/db/embedded/url'],
  ['db/message-db/src/store.ts', '@eventide/message-db'],
];

let folder: string;
const judged = new Map<string, string[]>();

/** Lints all lines in one run, each in a file of its own beside the path that it is about. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-rules-'));
  await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [index, [file, imported]] of [...refused, ...allowed].entries()) {
    await add(beside(file, index), `import { thing } from '${imported}';\nexport const used = thing;\n`);
  }
  await add('workers/identity/secret.ts', 'export const secret = process.env.SECRET;\n');
  await add('environment.ts', 'export const secret = process.env.SECRET;\n');
  for (const { filename, code } of await lint(folder)) judged.set(filename, [...(judged.get(filename) ?? []), code]);
});
afterAll(() => rm(folder, { recursive: true }));

describe('imports', () => {
  test.each(refused.map((line, index) => [...line, index] as const))(
    '%s may not import %s',
    (file, _imported, index) => {
      expect(judged.get(beside(file, index))).toEqual(['eslint(no-restricted-imports)']);
    },
  );

  test.each(allowed.map((line, index) => [...line, index + refused.length] as const))(
    '%s may import %s',
    (file, _imported, index) => {
      expect(judged.get(beside(file, index))).toBeUndefined();
    },
  );
});

test('only environment.ts reads process.env', () => {
  expect(judged.get('workers/identity/secret.ts')).toEqual(['node(no-process-env)']);
  expect(judged.get('environment.ts')).toBeUndefined();
});

async function add(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}

function beside(file: string, index: number): string {
  return file.replace(/\.(tsx?)$/, `-${index}.$1`);
}

function lint(cwd: string): Promise<{ filename: string; code: string }[]> {
  return new Promise((done, fail) => {
    execFile(join(root, 'node_modules/.bin/oxlint'), ['--format=json', '.'], { cwd }, (error, stdout) => {
      if (!stdout) fail(error ?? new Error('The linter said nothing'));
      else done((JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }).diagnostics);
    });
  });
}
