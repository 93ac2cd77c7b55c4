import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const SKIPPED = new Set(['node_modules', 'backups', 'test-results', 'playwright-report', 'results']);
const files = listFiles(root);

describe('links in documents', () => {
  test.each(files.filter((file) => file.endsWith('.md')))('%s links to what exists', (file) => {
    const broken = linksOf(readFileSync(join(root, file), 'utf8')).filter((link) => !exists(join(root, file), link));
    expect(broken).toEqual([]);
  });
});

test('code and settings name documents that exist', () => {
  const broken = files
    .filter((file) => /\.(ts|tsx|js|sql|json|yml)$/.test(file) && !file.endsWith('links.test.ts'))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/(?<![\w/.])(docs\/[\w./-]*\.md(?:#[\w-]+)?)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !exists(join(root, 'package.json'), link))
        .map((link) => `${file}: ${link}`),
    );
  expect(broken).toEqual([]);
});

/** The targets of links to files of the repository. Code blocks and code spans have none. */
function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** Whether a link of a file leads to a file or folder, and to a heading where it has an anchor. */
function exists(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : resolve(dirname(from), decodeURIComponent(path));
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(text: string): string[] {
  return [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]+`/g, '``');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return statSync(path).size < 1_000_000 ? [relative(root, path)] : [];
  });
}
