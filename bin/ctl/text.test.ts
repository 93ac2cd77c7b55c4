import { expect, test } from 'vitest';
import { duration, listed, messages, printable, table } from './text';

test('printable makes text one line without control characters', () => {
  expect(printable('a\n  b\tc')).toBe('a b c');
  expect(printable('\u001b[31mred\u009b2J \u202Eback')).toBe('·[31mred·2J ·back');
  expect(printable('Grüße, 世界')).toBe('Grüße, 世界');
  expect(printable('abcdef', 4)).toBe('abc…');
  expect(printable('abc🎬', 4)).toBe('abc🎬');
  expect(printable('ab🎬de', 4)).toBe('ab🎬…');
});

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [90, '2 min'],
  [5400, '1.5 h'],
  [3 * 86_400, '3 d'],
])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

test('messages formats a number of messages', () => {
  expect([messages(1), messages(0), messages(12_345), messages(10_001, true)]).toEqual([
    '1 message',
    '0 messages',
    '12,345 messages',
    'over 10,001 messages',
  ]);
});

test('listed joins names with commas and "and"', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});

test('table aligns columns, and numbers to the right', () => {
  expect(
    table(
      ['NAME', '>COUNT', 'STATE'],
      [
        ['a', '1', 'ok'],
        ['long', '1,000', ''],
      ],
    ),
  ).toEqual(['NAME  COUNT  STATE', 'a         1  ok', 'long  1,000']);
});
