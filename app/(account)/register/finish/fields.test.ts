import { expect, test } from 'vitest';
import { chosenFields } from './fields';

const errorOf = (name: unknown) => chosenFields.name.safeParse(name).error?.issues[0]?.message;

test('a name is trimmed, and tidied like a title', () => {
  expect(chosenFields.name.parse('  Ada Lovelace ')).toBe('Ada Lovelace');
  expect(chosenFields.name.parse('Ada\u0000\u202E Love\u200Blace')).toBe('Ada Lovelace');
  expect(errorOf('👩🏽\u200D💻'.repeat(80))).toBe(undefined);
});

test.each(['אדה לאבלייס', 'ಅಡಾ', '👩‍💻', 'نازنین\u200cزهرا', 'J. R. "Bob" O’Neil'])('%j is a name', (name) => {
  expect(errorOf(name)).toBe(undefined);
});

test.each([
  [' ', 'Enter the name'],
  ['a'.repeat(81), 'at most 80'],
  ['\u200B\u2060\u200D', 'can read'],
  ['Win at https://evil.example', 'not a web address'],
  ['www.evil.example', 'not a web address'],
])('%j is refused', (name, sentence) => expect(errorOf(name)).toContain(sentence));

test('a file in place of text is refused', () => {
  expect(errorOf(new File(['x'], 'x'))).toEqual(expect.any(String));
});
