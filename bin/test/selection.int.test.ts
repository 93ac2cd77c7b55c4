import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { selectTests } from './selection';

const root = resolve(import.meta.dirname, '../..');

test('selects the unit and integration tests of one service, and no browser test', async () => {
  const { vitest, browser } = await selectTests(root, ['identity']);
  expect(vitest?.paths).toContain('workers/identity/identity.test.ts');
  expect(vitest?.paths).toContain('workers/identity/identity.int.test.ts');
  expect(vitest?.paths.filter((path) => !path.includes('identity'))).toEqual([]);
  expect(browser).toBeUndefined();
});

test('selects browser tests by their name', async () => {
  expect(await selectTests(root, ['delete-account.spec'])).toEqual({
    browser: { paths: ['e2e/delete-account.spec.ts'] },
  });
});

test('selects both complete suites without words', async () => {
  expect(await selectTests(root, [])).toEqual({ vitest: { paths: [] }, browser: { paths: [] } });
});

test('refuses a word that matches no test file', async () => {
  await expect(selectTests(root, ['identity', 'idnetity'])).rejects.toThrow(
    "The path of no test file contains 'idnetity'",
  );
});

test('refuses an option', async () => {
  await expect(selectTests(root, ['--update'])).rejects.toThrow('npm test has no option --update');
});
