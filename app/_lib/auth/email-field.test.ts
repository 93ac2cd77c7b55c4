import { expect, test } from 'vitest';
import { newEmail } from './email-field';

const errorOf = (email: unknown) => newEmail.safeParse(email).error?.issues[0]?.message;

test('an address is normalised', () => {
  expect(newEmail.parse(' ADA@Example.com ')).toBe('ada@example.com');
  expect(newEmail.parse('Ada@Пример.рф')).toBe('ada@xn--e1afmkfd.xn--p1ai');
});

test.each([
  ['', 'Enter your email address.'],
  ['ada', 'like name@example.com'],
  ['ada@exam ple.com', 'like name@example.com'],
  ['Ada <ada@example.com>', 'like name@example.com'],
  [`${'a'.repeat(250)}@example.com`, 'like name@example.com'],
  ['ада@example.com', 'Before the @'],
  ['ада@пример.рф', 'Before the @'],
])('%j is refused', (email, sentence) => expect(errorOf(email)).toContain(sentence));

test('a file in place of text is refused', () => {
  expect(errorOf(new File(['x'], 'x'))).toEqual(expect.any(String));
});
