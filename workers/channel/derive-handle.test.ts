import { expect, test } from 'vitest';
import { isHandle } from '@/text/handles';
import { deriveHandle } from './derive-handle';

const userId = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e01';

test.each([
  ['Ada Lovelace', 'ada-lovelace'],
  ['Zoë Müller', 'zoe-muller'],
  ['Łukasz Żółć', 'lukasz-zolc'],
  ['Straße & Söhne', 'strasse-sohne'],
  ['Ада Лавлейс', 'ada-lavleys'],
  ['山本', 'shan-ben'],
  ['김철수', 'gim-cheol-su'],
  ['محمد بن سلمان', 'mhmd-bn-slmn'],
  ['O’Neil', 'oneil'],
  ['A name that is longer than any handle', 'a-name-that-is'],
  ['Donaudampfschifffahrtsgesellschaft', 'donaudampfschifffahr'],
  ['Admin', 'creator-7c1f7a52'],
  ['Al', 'creator-7c1f7a52'],
  ['…', 'creator-7c1f7a52'],
])('the first handle of %s is %s', (name, handle) => expect(deriveHandle(name, userId, 0)).toBe(handle));

test('each further attempt makes another handle, and the last ones nobody else can have', () => {
  const attempts = [0, 1, 2, 4, 5, 6].map((attempt) => deriveHandle('Ada', userId, attempt));
  expect(attempts).toEqual(['ada', 'ada-2', 'ada-3', 'ada-5', 'ada-7c1f7a52', 'creator-7c1f7a523b1f4c779f576b']);
  expect([...attempts, deriveHandle('…', userId, 1)].every(isHandle)).toBe(true);
});
