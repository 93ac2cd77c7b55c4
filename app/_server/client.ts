import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Subnet } from '@/environment';

/** The headers in which proxies name their client and its protocol. */
export const FORWARDING_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Returns a test for addresses of the given networks. IPv4 and IPv6 are separate, so pass addresses from
 * `normaliseAddress`.
 */
export function addressesIn(subnets: readonly Subnet[]): (address: string) => boolean {
  if (subnets.length === 0) return () => false;
  const list = new BlockList();
  for (const { address, prefix } of subnets) list.addSubnet(address, prefix, familyOf(address));
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

/**
 * Returns the client of a request: the nearest hop that is not a trusted proxy. Only a trusted proxy is believed about
 * the hop before it. If its `Forwarded` and `X-Forwarded-For` differ, one of them comes from the client, so the proxy
 * itself is the result. Pure.
 * @param peer the other end of the connection.
 * @returns an address in the form of `normaliseAddress`.
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

const isPrivate = addressesIn([
  { address: '127.0.0.0', prefix: 8 },
  { address: '10.0.0.0', prefix: 8 },
  { address: '172.16.0.0', prefix: 12 },
  { address: '192.168.0.0', prefix: 16 },
  { address: '::1', prefix: 128 },
  { address: 'fc00::', prefix: 7 },
]);

/**
 * Returns whether a client is hidden behind a proxy of this network that is not trusted. A client of the internet has no
 * private address, so it cannot claim to be hidden. Pure. @param client the result of `clientOf`.
 */
export function isHidden(client: string, headers: IncomingHttpHeaders): boolean {
  return (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) && isPrivate(client);
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

/**
 * Returns an address without brackets, port and zone. IPv4 inside IPv6 becomes IPv4, and IPv6 is shortened. Null if the
 * text is not an address. Pure.
 */
export function normaliseAddress(text: string): string | null {
  if (isIP(text) === 4) return text;
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

/** Returns the `for` of each hop, by RFC 7239. A hop that hides its name gives no address. */
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
