import { expect, test } from 'vitest';
import { strengthOf } from './password-strength';

test.each([
  ['password12', 'many people use it.'],
  ['P@ssw0rd2026', 'it’s nearly one that many people use.'],
  ['qazwsxedcr', 'it’s nearly one that many people use.'],
  ['xyxyxyxyxyxy', 'it repeats a part.'],
  ['zzzzzzzzzzzz', 'it repeats a character.'],
  ['20261224xx', 'it’s mostly a date.'],
  ['Ada Lovelace', 'it’s made of your name, your address, or the site’s name.'],
  ['video tutorials', 'it’s made of your name, your address, or the site’s name.'],
  ['ada.lovelace1', 'it’s made of your name, your address, or the site’s name.'],
  ['AdaLovelace2026!', 'it’s made of your name, your address, or the site’s name.'],
  ['letmein letmein', 'many people use it.'],
  ['lovelace12', 'it’s made of your name, your address, or the site’s name.'],
])('%s is weak: %s', async (password, reason) =>
  expect(await strengthOf(password, ['Ada Lovelace', 'ada@example.com'])).toEqual({ level: 'weak', reason }),
);

test.each(['a few plain words', 'kX3-vq9!Zt2p', 'Brot und zwei Äpfel', 'ada plays chess badly'])(
  '%s is strong',
  async (password) => expect(await strengthOf(password, ['Ada Lovelace'])).toMatchObject({ level: 'strong' }),
);
