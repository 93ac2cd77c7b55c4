import { expect, test } from 'vitest';
import { CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER } from './client-address';
import { clientLimit } from './client-limit';

const NOON = Date.parse('2026-11-21T12:00:00Z');
const MINUTE_MS = 60_000;

test('a network asks so many times in a period, and others are not slowed down', () => {
  const isTooMany = clientLimit(300, MINUTE_MS);
  const ask = (address: string, seconds = 0) => isTooMany({ [CLIENT_ADDRESS_HEADER]: address }, NOON + seconds * 1000);
  const asked = Array.from({ length: 302 }, (_, n) => ask('203.0.113.5', n / 10));
  expect(asked.map((refused, n) => (refused ? n : -1)).filter((n) => n >= 0)).toEqual([300, 301]);
  expect(ask('203.0.113.6')).toBe(false);
  expect(ask('203.0.113.5', 60)).toBe(false);
});

test('clients behind a proxy that is not trusted have no limit', () => {
  const isTooMany = clientLimit(1, MINUTE_MS);
  const headers = { [CLIENT_ADDRESS_HEADER]: '127.0.0.1', [HIDDEN_CLIENT_HEADER]: '1' };
  expect(Array.from({ length: 4 }, () => isTooMany(headers, NOON))).not.toContain(true);
});
