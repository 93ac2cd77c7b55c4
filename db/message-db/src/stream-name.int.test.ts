import { afterAll, expect, test } from 'vitest';
import { cardinalIdOf, categoryOf, idOf, isCategory } from './index.ts';
import { openTestStore } from './testing/store.ts';

const { pool, close } = await openTestStore();
afterAll(close);

test.each([
  'a-1',
  'a',
  '',
  '-',
  '--',
  'a-',
  '-1',
  'a--1',
  'a-b-c',
  'a:command-1',
  'a:command+position-1',
  'a-1+2',
  'a-1+2+3',
  'a-+',
  'a-+2',
  'a+b',
  'a+b-c+d-e',
  'ü:ñ-視聴+\u{1F3AC}',
  ' a\' - "b\\ ',
  'a\n-1\n+2',
  'a_%-1',
])('parses %j as the server does', async (name) => {
  const { rows } = await pool.query(
    'SELECT message_store.category($1), message_store.id($1), message_store.cardinal_id($1) AS "cardinalId", message_store.is_category($1) AS "isCategory"',
    [name],
  );
  expect({
    category: categoryOf(name),
    id: idOf(name),
    cardinalId: cardinalIdOf(name),
    isCategory: isCategory(name),
  }).toEqual(rows[0]);
});
