import { expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { clientAddress, clientKey, CLIENT_ADDRESS_HEADER } from '@/app/_lib/http/client-address';
import { addressesIn, clientOf, isHidden, normaliseAddress } from './client';

const trusted = (list: string) => addressesIn(readEnvironment({ TRUSTED_PROXIES: list }).TRUSTED_PROXIES);
const isProxy = trusted('127.0.0.1, 10.0.0.0/8, fd00::/8');

test('trusts no proxy unless a setting names it', () => {
  expect(clientOf('203.0.113.5', { 'x-forwarded-for': '1.2.3.4' }, isProxy)).toBe('203.0.113.5');
  expect(clientOf('127.0.0.1', { 'x-forwarded-for': '1.2.3.4' }, trusted(''))).toBe('127.0.0.1');
});

test.each([
  ['uses the nearest hop that is not a proxy', '1.2.3.4, 203.0.113.5, 10.1.2.3', '203.0.113.5'],
  ['ignores addresses that a client invents', '127.0.0.1, 6.6.6.6, 203.0.113.5', '203.0.113.5'],
  ['uses a proxy if all hops are proxies', '10.0.0.1, 10.0.0.2', '10.0.0.1'],
  ['stops at an invalid address', '1.2.3.4, unknown, 10.0.0.2', '10.0.0.2'],
  ['ignores an unreadable list', ', ,', '127.0.0.1'],
  ['drops the port', '203.0.113.5:4711', '203.0.113.5'],
  ['IPv6', '[2001:DB8:0:0::5]:4711', '2001:db8::5'],
  ['IPv4 inside IPv6', '::ffff:203.0.113.5', '203.0.113.5'],
])('X-Forwarded-For: %s', (_what, header, address) => {
  expect(clientOf('::ffff:127.0.0.1', { 'x-forwarded-for': header }, isProxy)).toBe(address);
});

test.each([
  ['for=203.0.113.5', '203.0.113.5'],
  ['for=1.2.3.4, For="[2001:db8::5]:4711";proto=https;by=10.0.0.1', '2001:db8::5'],
  ['proto=https;for=203.0.113.5, for=10.0.0.7', '203.0.113.5'],
  ['for=203.0.113.5, for=_hidden', '127.0.0.1'],
  ['for=unknown', '127.0.0.1'],
  ['host=x', '127.0.0.1'],
])('Forwarded: %s', (header, address) => {
  expect(clientOf('127.0.0.1', { forwarded: header }, isProxy)).toBe(address);
});

test('two headers that differ are both ignored', () => {
  expect(clientOf('127.0.0.1', { 'x-forwarded-for': '203.0.113.5', forwarded: 'for=1.2.3.4' }, isProxy)).toBe(
    '127.0.0.1',
  );
  expect(clientOf('127.0.0.1', { 'x-forwarded-for': '203.0.113.5', forwarded: 'for=203.0.113.5' }, isProxy)).toBe(
    '203.0.113.5',
  );
});

test('a disconnected peer is unknown', () => {
  expect(clientOf(undefined, { 'x-forwarded-for': '203.0.113.5' }, isProxy)).toBe('unknown');
});

test('formats addresses of one kind in one way', () => {
  expect(['fe80::1%eth0', '[::1]', '::FFFF:127.0.0.1', '1.2.3', 'x', ''].map(normaliseAddress)).toEqual([
    'fe80::1',
    '::1',
    '127.0.0.1',
    null,
    null,
    null,
  ]);
});

test('a limit counts an IPv6 network of 64 bits as one client', () => {
  const keyOf = (address: string) => clientKey({ [CLIENT_ADDRESS_HEADER]: address });
  expect(keyOf('203.0.113.5')).toBe('203.0.113.5');
  expect(keyOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(keyOf('2001:db8::5')).toBe('2001:db8:0:0::/64');
  expect(keyOf('2001:db8:1:2::')).toBe('2001:db8:1:2::/64');
  expect(keyOf('::1')).toBe('0:0:0:0::/64');
  expect(clientAddress({})).toBe('unknown');
});

test.each([
  ['127.0.0.1', { 'x-forwarded-for': '203.0.113.5' }, true],
  ['10.1.2.3', { forwarded: 'for=203.0.113.5' }, true],
  ['fd00::1', { 'x-forwarded-for': '203.0.113.5' }, true],
  ['127.0.0.1', {}, false],
  ['203.0.113.5', { 'x-forwarded-for': '198.51.100.7' }, false],
  ['unknown', { 'x-forwarded-for': '198.51.100.7' }, false],
])('a client at %s with %j is hidden: %s', (client, headers, expected) => {
  expect(isHidden(client, headers)).toBe(expected);
});
