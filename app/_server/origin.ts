/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The headers of a request that name its host and its page. */
export interface Asker {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  /** `Sec-Fetch-Site`: a browser says by it how the page's site is related to this one. */
  fetchSite: string | undefined;
}

/**
 * Returns whether a request may write: if its page is of this site, or if it comes from no page. The site is at
 * `siteUrl`, and at the host that the browser itself names: a page of another site cannot choose that host.
 * A proxy may replace the host by its own name for this server. Then only `siteUrl` counts. A browser that does not name the
 * page may still say that it is of another site. Programs that are no browsers say neither. Pure.
 */
export function mayWrite({ method, host, origin, fetchSite }: Asker, siteUrl: string): boolean {
  if (SAFE.has(method)) return true;
  if (origin === undefined) return fetchSite !== 'cross-site' && fetchSite !== 'same-site';
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
