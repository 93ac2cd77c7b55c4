import { describe, expect, test } from 'vitest';
import { addressFingerprint, isEmailAddress, normaliseEmail, showEmail } from './address';

const isValid = (address: string) => isEmailAddress(normaliseEmail(address));

test.each([
  'ada@example.com',
  'sales/eu@example.com',
  "o'neil!x@example.com",
  'a#b@example.com',
  'r&d@example.com',
  'bounce=me@example.com',
  '{a|b}^~$%*?`@example.com',
  'first.last+tag@sub.example.co.uk',
  'ada@localhost',
  '-@a.b',
  'ada@пример.рф',
  'ada@例え。テスト',
  'ada@münchen.de',
  'ada@مثال.إختبار',
  'ada@xn--e1afmkfd.xn--p1ai',
  `${'a'.repeat(64)}@example.com`,
])('accepts %s', (address) => expect(isValid(address)).toBe(true));

test.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  'a b@example.com',
  'ada@exa mple.com',
  'ada@-example.com',
  'ada@example-.com',
  'ada@example..com',
  'ada@example.com.',
  'a,b@example.com',
  'a"b@example.com',
  '<ada@example.com>',
  'ada@example.com\r\nBcc: eve@example.com',
  'ada@[127.0.0.1]',
  'ada@eve@example.com',
  'ада@пример.рф',
  'ada@пример.рф/путь',
  'ada@пример.рф:25',
  'ada@при\u0000мер.рф',
  `ada@${'ы'.repeat(64)}.рф`,
  `${'a'.repeat(250)}@example.com`,
])('refuses %j', (address) => expect(isValid(address)).toBe(false));

describe('normaliseEmail', () => {
  test.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ['Ada@Пример.РФ', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@mu\u0308nchen.de', 'ada@xn--mnchen-3ya.de'],
    ['ada@пример。рф', 'ada@xn--e1afmkfd.xn--p1ai'],
    ['ada@127.1', 'ada@127.1'],
    ['no address', 'no address'],
  ])('changes %j to %j', (address, normalised) => expect(normaliseEmail(address)).toBe(normalised));
});

describe('addressFingerprint', () => {
  test('gives the same value in every release, for every form of an address', () => {
    expect(addressFingerprint(' Ada@Example.com')).toBe('e0b99a14-a938-5779-82b5-a471b291b278');
    expect(addressFingerprint('ada@ПРИМЕР.рф')).toBe(addressFingerprint('ada@xn--e1afmkfd.xn--p1ai'));
  });
});

test.each([
  ['ada@xn--e1afmkfd.xn--p1ai', 'ada@пример.рф'],
  ['ada@example.com', 'ada@example.com'],
  ['xn--@example.com', 'xn--@example.com'],
])('shows %s as %s', (address, shown) => expect(showEmail(address)).toBe(shown));
