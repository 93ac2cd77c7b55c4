import type { IncomingHttpHeaders } from 'node:http';

/** The header with the client's address. The server sets it, and replaces it if a client sends one. */
export const CLIENT_ADDRESS_HEADER = 'x-client-address';

/**
 * The header that says that the client is hidden: a proxy of this network forwarded the request, and `TRUSTED_PROXIES` does
 * not name it. The address is then the proxy's. The server sets it, and removes it if a client sends one.
 */
export const HIDDEN_CLIENT_HEADER = 'x-client-hidden';

/** Returns whether all clients have the same address, because the site does not trust its proxy. */
export function isClientHidden(headers: IncomingHttpHeaders): boolean {
  return headers[HIDDEN_CLIENT_HEADER] !== undefined;
}

/**
 * Returns the address of the client, such as `203.0.113.5` or `2001:db8::1`; `unknown` if no server set it, as in
 * tests.
 */
export function clientAddress(headers: IncomingHttpHeaders): string {
  return (headers[CLIENT_ADDRESS_HEADER] as string | undefined) ?? 'unknown';
}

/**
 * Returns what a limit counts as one client: an IPv4 address, or an IPv6 network of 64 bits, because one household or
 * one server has all addresses of such a network. Pure.
 */
export function clientKey(headers: IncomingHttpHeaders): string {
  const address = clientAddress(headers);
  if (!address.includes(':')) return address;
  const [before = '', after] = address.split('::');
  const groups = before.split(':').filter(Boolean);
  const rest = after?.split(':').filter(Boolean) ?? [];
  const full = [
    ...groups,
    ...Array<string>(after === undefined ? 0 : 8 - groups.length - rest.length).fill('0'),
    ...rest,
  ];
  return `${full.slice(0, 4).join(':')}::/64`;
}

/** Returns whether a request comes from this machine itself, through no proxy. */
export function isThisMachine(headers: IncomingHttpHeaders): boolean {
  const address = clientAddress(headers);
  return address.startsWith('127.') || address === '::1';
}
