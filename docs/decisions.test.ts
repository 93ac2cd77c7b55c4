import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const folder = join(import.meta.dirname, 'decisions');
const records = readdirSync(folder)
  .filter((name) => /^\d{3}-.*\.md$/.test(name))
  .toSorted();
const index = readFileSync(join(folder, 'README.md'), 'utf8');

test('no two decision records have the same number', () => {
  const numbers = records.map((name) => name.slice(0, 3));
  expect(numbers).toEqual([...new Set(numbers)]);
});

describe.each(records)('%s', (name) => {
  const number = name.slice(0, 3);
  const text = readFileSync(join(folder, name), 'utf8');
  const title = new RegExp(`^# ${number} (.+)\n`).exec(text)?.[1];

  test('has its number and title, a date and a status, context, decision and consequences', () => {
    expect(title).toBeDefined();
    expect(text).toMatch(/\n\d{4}-\d{2}-\d{2}, (accepted|superseded)/);
    expect(text.match(/^## .+$/gm)).toEqual(expect.arrayContaining(['## Context', '## Decision', '## Consequences']));
  });

  test('is in the index with its title', () => {
    expect(index).toContain(`| [${number}](${name}) | ${title} |\n`);
  });
});
