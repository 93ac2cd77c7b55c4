import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPlaywright, countVitest, summary } from './counts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counts-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function report(content: object): Promise<string> {
  const file = join(folder, 'report.json');
  await writeFile(file, JSON.stringify(content));
  return file;
}

test('sums the reports', () => {
  expect(
    summary([
      { passed: 10, failed: 0, skipped: 0 },
      { passed: 2, failed: 0, skipped: 0 },
    ]),
  ).toBe('12 passed, 0 failed');
  expect(
    summary([
      { passed: 1, failed: 2, skipped: 1 },
      { passed: 2, failed: 1, skipped: 1 },
    ]),
  ).toBe('3 passed, 3 failed, 2 skipped');
});

test('counts a missing report as a failure', async () => {
  expect(await countVitest(join(folder, 'none'))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(await countPlaywright(join(folder, 'none'))).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('counts a test file that did not load as a failure', async () => {
  const file = await report({
    numPassedTests: 4,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    success: false,
  });
  expect(await countVitest(file)).toEqual({ passed: 4, failed: 1, skipped: 1 });
});

test('counts a global error of the browser tests as a failure', async () => {
  const file = await report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] });
  expect(await countPlaywright(file)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
