import { describe, expect, test } from 'vitest';
import { compareStructure, describeStructure } from './compare-structure';
import type { Part } from './structure';

const part = (name: string, rest: Partial<Part> = {}): Part => ({
  name,
  definition: '',
  table: null,
  make: null,
  remove: null,
  isCode: false,
  ...rest,
});
const code = (name: string, table: string | null = null, definition = `CREATE ${name}`) =>
  part(name, { table, definition, make: definition, remove: `DROP ${name}`, isCode: true });
const table = part('table runtime.timer');
const column = part('column due_at of runtime.timer, date', { table: 'runtime.timer' });
const index = { ...code('index timer_due of runtime.timer', 'runtime.timer'), isCode: false };
const trigger = code('trigger mine of runtime.timer', 'runtime.timer');
const routine = code('function runtime.is_own(text[])');

describe('compareStructure', () => {
  test('returns nothing if nothing differs', () => {
    const parts = [table, column, index, routine];
    expect(compareStructure(parts, parts)).toEqual([]);
  });

  test('removes code that no migration made, and leaves a table, a column and an index', () => {
    const mine = code('function runtime.mine(integer)');
    const found = [table, column, index, trigger, mine, part('table runtime.mine'), code('index mine', 'runtime.mine')];
    expect(compareStructure(found, [table])).toEqual([
      { text: '- trigger mine of runtime.timer', sql: 'DROP trigger mine of runtime.timer' },
      { text: '- function runtime.mine(integer)', sql: 'DROP function runtime.mine(integer)' },
    ]);
  });

  test('makes a missing index and a missing function again', () => {
    expect(compareStructure([table], [table, column, index, routine]).map(({ text }) => text)).toEqual([
      '+ index timer_due of runtime.timer',
      '+ function runtime.is_own(text[])',
    ]);
  });

  test('replaces a function with another body, and drops another trigger first', () => {
    const found = [table, { ...routine, definition: 'other' }, { ...trigger, definition: 'other' }];
    expect(compareStructure(found, [table, trigger, routine])).toEqual([
      {
        text: '~ trigger mine of runtime.timer',
        sql: 'DROP trigger mine of runtime.timer; CREATE trigger mine of runtime.timer',
      },
      { text: '~ function runtime.is_own(text[])', sql: 'CREATE function runtime.is_own(text[])' },
    ]);
  });
});

test('describeStructure returns a sentence for each table, column or constraint that differs', () => {
  const mine = part('column mine of runtime.timer, text', { table: 'runtime.timer' });
  const others = [part('table runtime.mine'), part('column id of runtime.mine, integer', { table: 'runtime.mine' })];
  expect(describeStructure([table, mine, ...others, trigger], [table, column, index])).toEqual([
    'The column mine of runtime.timer, text does not belong to the site, and stays unchanged.',
    'The table runtime.mine does not belong to the site, and stays unchanged.',
    'The column due_at of runtime.timer, date is missing, and set-up cannot create it.',
  ]);
});
