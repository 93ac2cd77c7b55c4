import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { targetOf } from './layers.js';

const root = resolve(import.meta.dirname, '..');

/** Imports that the linter must refuse. */
const refused: [file: string, imported: string][] = [
  ['app/(site)/page.tsx', '@/workers/identity/identity'],
  ['app/(site)/page.tsx', '../../workers/identity/identity'],
  ['app/_lib/commands/await-trace.ts', '@/workers/runtime/src/outcomes/trace'],
  ['app/_lib/commands/await-trace.ts', '@message-db/runtime'],
  ['app/(site)/page.tsx', '@/workers/aggregators/home-page/aggregator'],
  ['app/studio/upload/check-file.ts', '@/workers/video-publishing/ffmpeg/running/input'],
  ['app/(site)/page.tsx', '@/db/access/set-up'],
  ['workers/identity/component.ts', '@/workers/send-email/component'],
  ['workers/identity/component.ts', '../send-email/outbox'],
  ['workers/identity/component.ts', '@/workers/aggregators/user-credentials/aggregator'],
  ['workers/identity/component.ts', '@/app/_lib/queries/database'],
  ['workers/video-publishing/ffmpeg/probing/probe.ts', '../../../identity/identity'],
  ['workers/video-publishing/ffmpeg/probing/probe.ts', '@/workers/view-counting/viewing'],
  ['workers/aggregators/home-page/aggregator.ts', '@/workers/view-counting/viewing'],
  ['workers/aggregators/home-page/aggregator.ts', '../../view-counting/viewing'],
  ['workers/aggregators/home-page/aggregator.ts', '../videos/aggregator'],
  ['workers/aggregators/home-page/aggregator.ts', '@/workers/aggregators/videos/aggregator'],
  ['workers/runtime/src/consuming/consumer.ts', '@/workers/identity/contract'],
  ['workers/runtime/src/consuming/consumer.ts', '../../../identity/contract'],
  ['workers/runtime/src/consuming/consumer.ts', '@/app/_lib/queries/database'],
  ['workers/runtime/src/process/host.ts', '@/environment'],
  ['workers/runtime/src/projecting/aggregator.ts', '@/personal-data/encryption'],
  ['bin/ctl/park/list.ts', '@/workers/identity/identity'],
  ['bin/ctl/park/list.ts', '@/workers/aggregators/videos/aggregator'],
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
  ['text/tidy.test.ts', '@/workers/identity/contract'],
  ['db/access/set-up.ts', '@/workers/services/site-database'],
  ['db/access/set-up.ts', '../../workers/runtime/src/contract'],
  ['workers/identity/component.ts', '@message-db/runtime/testing'],
  ['personal-data/keys.ts', '@message-db/runtime/contract'],
  ['workers/identity/component.ts', '@/db/message-db/src/store'],
  ['db/access/set-up.ts', '@/personal-data/encrypt-history'],
  ['db/access/set-up.ts', '@message-db/runtime'],
  ['db/access/secrets.test.ts', '@/workers/services/site-database'],
  ['db/embedded/start.ts', '../access/set-up'],
  ['db/embedded/start.int.test.ts', '@/workers/runtime/src/testing/eventually'],
  ['db/operator-error.ts', './embedded/start'],
  ['db/message-db/src/repetition.int.test.ts', '@/workers/runtime/src/testing/eventually'],
  ['personal-data/keys.ts', '@/workers/runtime/src/contract'],
  ['personal-data/keys.ts', '@/db/access/set-up'],
  ['environment.ts', '@/workers/identity/contract'],
  ['environment.ts', './app/_lib/queries/database'],
  ['workers/run.ts', './identity/component'],
  ['workers/runtime/src/process/host.ts', '@/workers/services/site-database'],
  ['workers/runtime/src/process/host.ts', '@/db/access/set-up'],
  ['workers/identity/component.ts', '@/workers/services/services'],
  ['workers/identity/component.ts', '@/bin/supervisor/shutdown'],
  ['workers/aggregators/statements.ts', './videos/aggregator'],
  ['workers/aggregators/videos/aggregator.ts', '@/workers/services/services'],
  ['workers/aggregators/contract.ts', '@/workers/services/services'],
  ['workers/services/site-database.ts', '@/app/_lib/queries/database'],
  ['workers/services/site-database.ts', '@/bin/supervisor/shutdown'],
  ['workers/services/site-database.ts', '../video-publishing/ffmpeg/running/input'],
  ['app/(site)/page.tsx', '@/workers/services/services'],
  ['app/(site)/page.tsx', '@/bin/supervisor/shutdown'],
  ['app/(site)/page.tsx', '@message-db/runtime'],
  ['bin/supervisor/prepare-site.ts', '@/app/_lib/queries/database'],
  ['bin/supervisor/prepare-site.ts', '../ctl/text'],
  ['bin/supervisor/prepare-site.ts', '@/bench/server'],
  ['bin/backup/backup.ts', '@/workers/services/site-database'],
  ['bin/ctl/park/list.ts', '@/bin/database/program'],
  ['bin/demo/main.ts', '@/workers/identity/identity'],
  ['lint/layers.js', '../environment'],
];

/** Other forms of one refused import. */
const forms = [
  `import type { thing } from '@/workers/services/site-database';\nexport type Thing = thing;`,
  `export { thing } from '@/workers/services/site-database';`,
  `export * from '@/workers/services/site-database';`,
  `export const thing = import('@/workers/services/site-database');`,
  `export type Thing = import('@/workers/services/site-database').Thing;`,
];

/** Imports that the linter must allow. */
const allowed: [file: string, imported: string][] = [
  ['app/(site)/page.tsx', '@/workers/identity/contract'],
  ['app/_lib/commands/await-trace.ts', '@message-db/runtime/contract'],
  ['app/studio/upload/check-file.ts', '@/workers/video-publishing/file-types'],
  ['workers/identity/component.ts', '@/workers/send-email/contract'],
  ['workers/identity/component.ts', '@message-db/runtime'],
  ['workers/runtime/src/deciding/decides.ts', '../parking/parking'],
  ['workers/video-publishing/ffmpeg/probing/probe.ts', '../../contract'],
  ['workers/aggregators/home-page/aggregator.ts', '@/workers/identity/contract'],
  ['workers/aggregators/home-page/aggregator.ts', '../statements'],
  ['workers/aggregators/home-page/aggregator.ts', '../../view-counting/contract'],
  ['workers/identity/start.ts', '@/workers/run'],
  ['bin/ctl/park/list.ts', '@message-db/runtime/operations'],
  ['bin/ctl/database.ts', '@/db/embedded/url'],
  ['db/message-db/src/store.ts', '@eventide/message-db'],
  ['db/access/set-up.ts', '@message-db/client'],
  ['db/check-replica.int.test.ts', './embedded/start'],
  ['workers/services/site-database.ts', '@/workers/aggregators/videos/aggregator'],
  ['workers/services/site-database.ts', '@/db/access/access'],
  ['workers/identity/identity.int.test.ts', '@/workers/services/testing/test-database'],
  ['app/_lib/queries/views.ts', '@/workers/aggregators/contract'],
  ['bin/supervisor/prepare-site.ts', '@/workers/services/site-database'],
  ['bin/database/program.ts', '@/bin/ctl/text'],
];

/** A test of the application and one of a component that replace a module. */
const MOCKING = ['app/mocking.test.ts', 'workers/mocking.test.ts'] as const;

let folder: string;
const findings = new Map<string, string[]>();

/** Lints all imports in one run, each in a separate file in the folder of the importing file. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lint-'));
  await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  await cp(join(root, 'lint'), join(folder, 'lint'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [index, [file, imported]] of [...refused, ...allowed].entries()) {
    await add(beside(file, index), `import { thing } from '${imported}';\nexport const used = thing;\n`);
  }
  for (const [index, form] of forms.entries()) await add(`db/access/form-${index}.ts`, `${form}\n`);
  await add('workers/identity/secret.ts', 'export const secret = process.env.SECRET;\n');
  await add('environment.ts', 'export const secret = process.env.SECRET;\n');
  for (const file of MOCKING) await add(file, `import { vi } from 'vitest';\nvi.mock('pg', () => ({}));\n`);
  for (const { filename, code } of await lint(folder))
    findings.set(filename, [...(findings.get(filename) ?? []), code]);
});
afterAll(() => rm(folder, { recursive: true }));

test.each([...refused, ...allowed])('%s and %s exist', (file, imported) => {
  const target = targetOf(file, imported);
  expect(existsSync(join(root, file))).toBe(true);
  // Packages resolve by their exports.
  if (target && !target.startsWith('@'))
    expect(['.ts', '.tsx', '.js', '/index.ts'].some((end) => existsSync(join(root, target + end)))).toBe(true);
});

describe('imports', () => {
  test.each(refused.map((line, index) => [...line, index] as const))(
    '%s may not import %s',
    (file, _imported, index) => {
      expect(findings.get(beside(file, index))).toEqual(['layers(imports)']);
    },
  );

  test.each(forms.map((form, index) => [form, index] as const))('%s is refused too', (_form, index) => {
    expect(findings.get(`db/access/form-${index}.ts`)).toEqual(['layers(imports)']);
  });

  test.each(allowed.map((line, index) => [...line, index + refused.length] as const))(
    '%s may import %s',
    (file, _imported, index) => {
      expect(findings.get(beside(file, index))).toBeUndefined();
    },
  );
});

test('only environment.ts reads process.env', () => {
  expect(findings.get('workers/identity/secret.ts')).toEqual(['node(no-process-env)']);
  expect(findings.get('environment.ts')).toBeUndefined();
});

test('only tests of the application replace modules', () => {
  expect(MOCKING.map((file) => findings.get(file))).toEqual([undefined, ['layers(mocks)']]);
});

async function add(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}

function beside(file: string, index: number): string {
  return file.replace(/([^/.]+)((?:\.\w+)+)$/, `$1-${index}$2`);
}

function lint(cwd: string): Promise<{ filename: string; code: string }[]> {
  return new Promise((done, fail) => {
    execFile(join(root, 'node_modules/.bin/oxlint'), ['--format=json', '.'], { cwd }, (error, stdout) => {
      if (!stdout) fail(error ?? new Error('The linter reported nothing'));
      else done((JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] }).diagnostics);
    });
  });
}
