import { expect, test } from 'vitest';
import { CLIENT_ADDRESS_HEADER, HIDDEN_CLIENT_HEADER } from '@/app/_lib/http/client-address';
import { networkOf } from './network';

const of = (address: string, more = {}) => networkOf({ [CLIENT_ADDRESS_HEADER]: address, ...more });

test('a network is an IPv4 address, or 64 bits of IPv6', () => {
  expect(of('203.0.113.5')).not.toBe(of('203.0.113.6'));
  expect(of('2001:db8::1')).toBe(of('2001:db8::ffff:0:0:1'));
  expect(of('2001:db8::1')).not.toBe(of('2001:db8:0:1::1'));
});

test('this machine, and clients behind a proxy that is not trusted, have no network', () => {
  expect([of('127.0.0.1'), of('::1')]).toEqual([null, null]);
  expect(of('10.0.0.1', { [HIDDEN_CLIENT_HEADER]: '1' })).toBeNull();
});
