import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from '@/db/operator-error';

/** The tests of a run. A suite that is absent does not run. A suite without paths runs completely. */
export interface TestSelection {
  /** Unit and integration tests. Paths start at the repository's root. */
  vitest?: { paths: string[] };
  /** Browser tests. Paths start at the repository's root. */
  browser?: { paths: string[] };
}

/**
 * Selects the test files whose path, from the repository's root, contains one of the words. Case does not matter.
 * Without words it selects both complete suites.
 * @throws {OperatorError} when a word is an option, or matches no test file.
 */
export async function selectTests(root: string, words: readonly string[]): Promise<TestSelection> {
  if (words.length === 0) return { vitest: { paths: [] }, browser: { paths: [] } };
  const vitest = await listVitest(root);
  const browser = await listBrowserTests(root);
  for (const word of words) {
    if (word.startsWith('-'))
      throw new OperatorError(`npm test has no option ${word}: give it words, as in npm test -- identity.`);
    if (![...vitest, ...browser].some((path) => contains(path, word)))
      throw new OperatorError(
        `The path of no test file contains '${word}': give a service or a file, as in npm test -- identity.`,
      );
  }
  return { vitest: suite(vitest, words), browser: suite(browser, words) };
}

function suite(files: readonly string[], words: readonly string[]): { paths: string[] } | undefined {
  const paths = files.filter((path) => words.some((word) => contains(path, word)));
  return paths.length > 0 ? { paths } : undefined;
}

function contains(path: string, word: string): boolean {
  return path.toLowerCase().includes(word.toLowerCase());
}

async function listVitest(root: string): Promise<string[]> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [vitest, 'list', '--filesOnly', '--json'], {
    cwd: root,
  });
  const files = JSON.parse(stdout) as { file: string }[];
  return files.map(({ file }) => relative(root, file));
}

async function listBrowserTests(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'e2e'));
  return names.filter((name) => name.endsWith('.spec.ts')).map((name) => `e2e/${name}`);
}
