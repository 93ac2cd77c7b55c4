import { expect, test } from 'vitest';
import { CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER } from '@/app/_lib/http/client-address';
import { beginsTooMany } from './limit';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const begin = (address: string, seconds = 0) =>
  beginsTooMany({ [CLIENT_ADDRESS_HEADER]: address }, NOON + seconds * 1000);

test('a network begins at most 300 viewings a minute, and others are not slowed down', () => {
  const begun = Array.from({ length: 302 }, (_, n) => begin('203.0.113.5', n / 10));
  expect(begun.map((isTooMany, n) => (isTooMany ? n : -1)).filter((n) => n >= 0)).toEqual([300, 301]);
  expect(begin('203.0.113.6')).toBe(false);
  expect(begin('203.0.113.5', 60)).toBe(false);
});

test('clients behind a proxy that is not trusted have no limit', () => {
  const headers = { [CLIENT_ADDRESS_HEADER]: '127.0.0.1', [HIDDEN_CLIENT_HEADER]: '1' };
  const begun = Array.from({ length: 400 }, () => beginsTooMany(headers, NOON));
  expect(begun).not.toContain(true);
});
