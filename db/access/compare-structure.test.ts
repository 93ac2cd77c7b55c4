import { describe, expect, test } from 'vitest';
import { describeStructure, findForeign, findMissing, lostBy, structureChanges } from './compare-structure';

const TABLE = [
  'table runtime.timer',
  'table runtime.timer.column due_at timestamp with time zone NOT NULL',
  'table runtime.timer.CREATE INDEX timer_due ON runtime.timer USING btree (due_at)',
];

describe('between two moments', () => {
  test('a table that came is one line, and so is one that went', () => {
    expect(structureChanges([], TABLE)).toEqual(['+ table runtime.timer']);
    expect(structureChanges(TABLE, [])).toEqual(['- table runtime.timer']);
  });

  test('a function with another body is one line', () => {
    expect(
      structureChanges(
        ['function f(integer): 00000000', 'function g(): 1'],
        ['function f(integer): 11111111', 'function h(): 2'],
      ),
    ).toEqual(['- function g()', '+ function h()', '~ function f(integer)']);
  });

  test.each([
    [['- table runtime.timer'], 'table runtime.timer'],
    [['- table runtime.live_version'], null],
    [['- table runtime.timer.column due_at date'], 'table runtime.timer.column due_at'],
    [
      ['- table runtime.timer.column due_at date', '+ table runtime.timer.column due_at timestamp with time zone'],
      null,
    ],
    [['- index timer_due of runtime.timer', '- function f()', '+ table runtime.more'], null],
  ])('%j: what is lost is %j', (changes, lost) => expect(lostBy(changes)).toBe(lost));
});

describe('beside a fresh site', () => {
  test('functions, triggers, rules and policies of others go, what calls a function before it', () => {
    const found = [
      ...TABLE,
      'function runtime.mine(integer): 00000000',
      'table runtime.timer.row security',
      'table runtime.timer.CREATE TRIGGER "of mine" BEFORE INSERT ON runtime.timer FOR EACH ROW EXECUTE FUNCTION runtime.mine(1)',
      'table runtime.timer.CREATE POLICY mine ON runtime.timer AS PERMISSIVE FOR ALL TO PUBLIC USING (true)',
    ];
    expect(findForeign(found, TABLE).map(({ sql }) => sql)).toEqual([
      'ALTER TABLE runtime.timer DISABLE ROW LEVEL SECURITY',
      'DROP TRIGGER "of mine" ON runtime.timer',
      'DROP POLICY mine ON runtime.timer',
      'DROP ROUTINE runtime.mine(integer)',
    ]);
  });

  test('what is missing of a table is made as the fresh one has it', () => {
    expect(findMissing(TABLE.slice(0, 2), TABLE)).toEqual([
      {
        text: '+ index timer_due of runtime.timer',
        sql: 'CREATE INDEX timer_due ON runtime.timer USING btree (due_at)',
      },
    ]);
  });

  test('what may hold something is told, and stays', () => {
    const found = [
      TABLE[0]!,
      'table runtime.timer.column mine text',
      'table runtime.mine',
      'table runtime.mine.column id integer',
    ];
    expect(findForeign(found, TABLE)).toEqual([]);
    expect(describeStructure(found, TABLE)).toEqual([
      'The table runtime.timer.column mine text is not of the site, and stays as it is.',
      'The table runtime.mine is not of the site, and stays as it is.',
      'The table runtime.timer.column due_at timestamp with time zone NOT NULL is not there, and only you can make it.',
    ]);
  });
});
