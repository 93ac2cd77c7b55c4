import { expect, test } from 'vitest';
import { changedLines } from './changed-lines';

test.each([
  ['a', 'b', { before: 'a', after: 'b', isPart: false }],
  ['', 'a', { before: '', after: 'a', isPart: false }],
  ['1\n2\n3\n4\n5', '1\n2\nx\n4\n5', { before: '2\n3\n4', after: '2\nx\n4', isPart: true }],
  ['1\n2\n3', '1\n2\n3\n4', { before: '3', after: '3\n4', isPart: true }],
  ['a\na\na', 'a\na', { before: 'a\na', after: 'a', isPart: true }],
  ['same', 'same', { before: 'same', after: 'same', isPart: false }],
])('of %j and %j, the lines that differ are %j', (before, after, lines) =>
  expect(changedLines(before, after)).toEqual(lines),
);
