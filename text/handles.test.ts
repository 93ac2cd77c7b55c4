import { expect, test } from 'vitest';
import { handleProblem, isHandle, tidyHandle } from './handles';

test.each([
  ['  @Ada Lovelace ', 'ada-lovelace'],
  ['ada__lovelace.', 'ada-lovelace'],
  ['--ada--', 'ada'],
  ['Zoë', 'zoë'],
])('%j is tidied to %s', (typed, tidy) => expect(tidyHandle(typed)).toBe(tidy));

test.each([
  ['ada-lovelace', null],
  ['a1b', null],
  ['a'.repeat(30), null],
  ['ab', 'too-short'],
  ['', 'too-short'],
  ['a'.repeat(31), 'too-long'],
  ['zoë', 'bad-characters'],
  ['ada/..', 'bad-characters'],
  ['admin', 'reserved'],
  ['studio', 'reserved'],
])('the problem of the handle %j is %s', (handle, problem) => expect(handleProblem(handle)).toBe(problem));

test('a part of an address is a handle in one form only', () => {
  expect(['ada-lovelace', 'Ada-Lovelace', '-ada', 'a--b', 'ada/b', ''].map(isHandle)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
