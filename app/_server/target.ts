import type { IncomingMessage } from 'node:http';
import type { Reply } from './reply';

/** The longest target, in characters. Addresses of the site are short; a search may have a long query. */
const MAX_TARGET_LENGTH = 8_000;
/** A name or an IP address, with or without a port. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?\.?)(:\d{1,5})?$/i;
/** Without an escape or anything else to look at. Most addresses are like this. */
const PLAIN = /^[!"$&-~]*$/;
const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i;

/** The target of a request in the form that the application reads: a path with its query, and the host. */
export interface Target {
  url: string;
  /** Undefined if an HTTP/1.0 client names none. */
  host: string | undefined;
}

/** Reads the target and the host of a request. A client may also send both in one address, as for a proxy. Pure. */
export function readTarget({ url = '', rawHeaders }: Pick<IncomingMessage, 'url' | 'rawHeaders'>): Target | Reply {
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'host');
  if (hosts.length > 1) return { status: 400, text: 'The request names two hosts.' };
  const [, authority, rest] = ABSOLUTE.exec(url) ?? [];
  const host = authority ?? hosts[0];
  const path = rest === undefined ? url : rest.replace(/^(?!\/)/, '/');
  if (host !== undefined && !HOST.test(host))
    return { status: 400, text: 'The Host of this request is not a host name.' };
  if (!path.startsWith('/')) return { status: 400, text: 'The address of this request has no path.' };
  if (path.length > MAX_TARGET_LENGTH) return { status: 414, text: 'This address is too long.' };
  if (!isReadable(path)) return { status: 400, text: 'This address contains characters that an address can’t have.' };
  return { url: path, host };
}

/**
 * Returns whether the path is UTF-8 without control characters. A query may be anything else, because users type
 * queries too.
 */
function isReadable(url: string): boolean {
  if (PLAIN.test(url)) return true;
  const path = url.split('?', 1)[0]!;
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path)) && !/%00|[#\p{Cc}]/iu.test(url);
  } catch {
    return false;
  }
}
