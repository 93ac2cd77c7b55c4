import { describe, expect, test } from 'vitest';
import { integer, table, text, uuid, type Patch } from './table';
import { foldPatches, sorted, upsert } from './statements';

const rows = table(
  'rows',
  { id: uuid('NOT NULL'), name: text(), size: integer('NOT NULL'), fileName: text() },
  { key: ['id'], rule: 'true' },
);
type RowPatch = Patch<typeof rows>;
const event = (id: string, patch: RowPatch | null) => ({ id, patch });
const fold = (...events: ReturnType<typeof event>[]) =>
  foldPatches(
    events,
    ({ id }) => id,
    ({ patch }) => patch,
  );

describe('patches of a batch', () => {
  test('later events override earlier ones, column by column', () => {
    expect(fold(event('a', { name: 'one', size: 1 }), event('b', { size: 5 }), event('a', { name: null }))).toEqual(
      new Map([
        ['a', { name: null, size: 1 }],
        ['b', { size: 5 }],
      ]),
    );
  });

  test('an id in capitals names the same row', () => {
    expect([...fold(event('AB', { size: 1 }), event('ab', { size: 2 }))]).toEqual([['ab', { size: 2 }]]);
  });

  test('an event without changes makes no row, and no rows make no statement', () => {
    expect(fold(event('a', null)).size).toBe(0);
    expect(upsert(rows, new Map())).toEqual([]);
  });

  test('rows are in the order of their keys', () => {
    expect(
      sorted(
        new Map([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});
