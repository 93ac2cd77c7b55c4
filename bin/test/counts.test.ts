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

const NO_REPORT = { passed: 0, failed: 1, skipped: 0, failures: ['There is no report.'] };

test('sums the reports, below the failed tests', () => {
  expect(
    summary([
      { passed: 10, failed: 0, skipped: 0, failures: [] },
      { passed: 2, failed: 0, skipped: 0, failures: [] },
    ]),
  ).toBe('12 passed, 0 failed');
  expect(
    summary([
      { passed: 1, failed: 1, skipped: 1, failures: ['a.test.ts › adds'] },
      { passed: 2, failed: 1, skipped: 1, failures: ['b.spec.ts › opens'] },
    ]),
  ).toBe('✗ a.test.ts › adds\n✗ b.spec.ts › opens\n3 passed, 2 failed, 2 skipped');
});

test('counts a missing report as a failure', async () => {
  expect(await countVitest(join(folder, 'none'))).toEqual(NO_REPORT);
  expect(await countPlaywright(join(folder, 'none'))).toEqual(NO_REPORT);
});

const vitest = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, success: false };

test('counts a test file that did not load as a failure', async () => {
  const file = await report({
    ...vitest,
    testResults: [{ name: 'a.test.ts', status: 'failed', message: 'No module\n at a', assertionResults: [] }],
  });
  expect(await countVitest(file)).toEqual({
    passed: 4,
    failed: 1,
    skipped: 1,
    failures: ['a.test.ts › did not run: No module'],
  });
});

test('names the failed tests of both reports with the first line of their errors', async () => {
  const passed = { status: 'passed', fullName: 'works', failureMessages: [] };
  const failed = { status: 'failed', fullName: 'a sum adds', failureMessages: ['expected 1 to be 2\n at a'] };
  const units = await report({
    ...vitest,
    numFailedTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
      { name: 'b.test.ts', status: 'passed', message: '', assertionResults: [passed] },
    ],
  });
  expect((await countVitest(units)).failures).toEqual(['a.test.ts › a sum adds: expected 1 to be 2']);
  const spec = (ok: boolean, title: string) => ({
    ...{ ok, title, file: 'home.spec.ts' },
    tests: [{ results: [ok ? {} : { error: { message: 'Timed out\nCall log' } }] }],
  });
  const pages = await report({
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 },
    errors: [],
    suites: [{ specs: [spec(true, 'opens')], suites: [{ specs: [spec(false, 'links')] }] }],
  });
  expect((await countPlaywright(pages)).failures).toEqual(['home.spec.ts › links: Timed out']);
});

test('counts a global error of the browser tests as a failure', async () => {
  const file = await report({
    stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 },
    errors: [{ message: 'No site' }],
    suites: [],
  });
  expect(await countPlaywright(file)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: ['Playwright › did not run: No site'],
  });
});
