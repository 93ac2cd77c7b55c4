/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The headers of a request that name its host and its page. */
export interface Asker {
  method: string;
  host: string | undefined;
  origin: string | undefined;
}

/**
 * Returns whether a request may write: if its page is of this site, or if it comes from no page. The site is at
 * `siteUrl`, and at the host that the browser itself names: a page of another site cannot choose that host.
 * A proxy may replace the host by its own name for this server. Then only `siteUrl` counts. Pure.
 */
export function mayWrite({ method, host, origin }: Asker, siteUrl: string): boolean {
  if (SAFE.has(method) || origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (!/^https?:$/.test(from.protocol)) return false;
  return from.origin === new URL(siteUrl).origin || from.host === hostOf(host, from.protocol);
}

/** Returns a host in the form of `URL`: in lower case, and without the scheme's default port. */
function hostOf(host: string | undefined, protocol: string): string | null {
  const url = `${protocol}//${host}`;
  return host !== undefined && URL.canParse(url) ? new URL(url).host : null;
}
