import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Subnet } from '@/environment';

/** Headers in which proxies name their client, and its protocol. */
export const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/** A test for addresses of the given networks. IPv4 and IPv6 are apart; give it addresses as `normaliseAddress` writes them. */
export function addressesIn(subnets: readonly Subnet[]): (address: string) => boolean {
  const list = new BlockList();
  for (const { address, prefix } of subnets) list.addSubnet(address, prefix, familyOf(address));
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

/**
 * Who a request comes from: the nearest hop that is no trusted proxy. Only a trusted one is believed about the hop
 * before it. If it says two different things (in `Forwarded` and `X-Forwarded-For`), one of them is the client's own
 * invention, so the proxy itself is the answer. Pure.
 * @param peer the other end of the connection.
 * @returns an address as `normaliseAddress` writes it.
 */
export function clientOf(
  peer: string | undefined,
  headers: IncomingHttpHeaders,
  isTrusted: (address: string) => boolean,
): string {
  const nearest = normaliseAddress(peer ?? '') ?? 'unknown';
  if (!isTrusted(nearest)) return nearest;
  const hopLists = [splitList(headers['x-forwarded-for']), readForwarded(headers.forwarded)].filter(
    (hops) => hops !== null,
  );
  const answers = hopLists.map((hops) => lastUntrusted(nearest, hops, isTrusted));
  return answers.every((answer) => answer === answers[0]) ? (answers[0] ?? nearest) : nearest;
}

function lastUntrusted(nearest: string, hops: readonly string[], isTrusted: (address: string) => boolean): string {
  let known = nearest;
  for (const hop of hops.toReversed()) {
    const address = normaliseAddress(hop);
    if (address === null) return known;
    known = address;
    if (!isTrusted(address)) return known;
  }
  return known;
}

/** An address without brackets, port and zone; IPv4 inside IPv6 as IPv4, and IPv6 as short as it can be. Null if it is none. Pure. */
export function normaliseAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  if (isIP(inside) !== 6) return isIP(inside) === 4 ? inside : null;
  return new URL(`http://[${inside}]`).hostname.slice(1, -1);
}

function splitList(header: string | string[] | undefined): string[] | null {
  return header === undefined ? null : String(header).split(',');
}

/** The `for` of each hop, after RFC 7239. One that hides its name is no address. */
function readForwarded(header: string | string[] | undefined): string[] | null {
  return (
    splitList(header)?.map(
      (hop) =>
        /(?:^|;)\s*for=(?:"([^"]*)"|([^;]*))/i
          .exec(hop)
          ?.slice(1)
          .find((value) => value !== undefined) ?? '',
    ) ?? null
  );
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
