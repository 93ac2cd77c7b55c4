import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const DOCUMENTS = ['docs/guarantees.md', 'docs/known-mistakes.md', 'docs/security.md'];

/** A file of tests, or of examples that several files run, in backquotes, and the tests in italics that follow it up to the next file. */
function citations(document: string): { file: string; test: string | null }[] {
  const text = readFileSync(resolve(root, document), 'utf8');
  return [...text.matchAll(/^\|.*\|$/gm)].flatMap(([row]) => {
    const cited: { file: string; test: string | null }[] = [];
    let files: string[] = [];
    let afterTest = true;
    for (const [, file, name] of row.matchAll(
      /`([^`]+\.(?:test|spec)\.tsx?|[^`]+\/examples\/[^`]+\.ts)`|(?<!\*)\*([^*]+)\*(?!\*)/g,
    )) {
      if (file) {
        files = afterTest ? [file] : [...files, file];
        afterTest = false;
        cited.push({ file, test: null });
      } else if (name) {
        afterTest = true;
        cited.push({ file: files.find((candidate) => has(candidate, name)) ?? files.at(-1) ?? '', test: name });
      }
    }
    return cited;
  });
}

function has(file: string, name: string): boolean {
  const path = resolve(root, file);
  return existsSync(path) && readFileSync(path, 'utf8').includes(name);
}

describe.each(DOCUMENTS)('%s', (document) => {
  test('cites tests', () => expect(citations(document).length).toBeGreaterThan(20));

  test.each(citations(document))('cites a test that exists: $file $test', ({ file, test: name }) => {
    expect(existsSync(resolve(root, file)), file).toBe(true);
    if (name) expect(has(file, name), `${file} has no test "${name}"`).toBe(true);
  });
});
