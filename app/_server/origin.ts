/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The headers of a request that say from which page it comes. */
export interface Asker {
  method: string;
  host: string | undefined;
  origin: string | undefined;
}

/**
 * Whether a request may write: its page is of this site, or it comes from no page. The site is at `siteUrl`, and at
 * the host that the browser itself names: a page of another site cannot choose that.
 * A proxy may replace the host by its own name for this server; then `siteUrl` is what counts. Pure.
 */
export function mayWrite({ method, host, origin }: Asker, siteUrl: string): boolean {
  if (SAFE.has(method) || origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (!/^https?:$/.test(from.protocol)) return false;
  return from.origin === new URL(siteUrl).origin || from.host === hostOf(host, from.protocol);
}

/** A host as `URL` writes it: in lower case, and without the scheme's own port. */
function hostOf(host: string | undefined, protocol: string): string | null {
  const url = `${protocol}//${host}`;
  return host !== undefined && URL.canParse(url) ? new URL(url).host : null;
}
