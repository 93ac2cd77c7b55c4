import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** The Cache-Control that Next sets for every page that it renders per request. */
const NEXTS_OWN = 'private, no-cache, no-store, max-age=0, must-revalidate';
/** Browsers may keep the page for their Back button. With other cookies the browser asks the server again (Vary). */
const FOR_BACK = 'private, no-cache';

/** Cookies that open private pages: a session, by next-auth's names, and the outbox. */
const OPENS_PRIVATE_PAGES = /(?:^|;)\s*(?:(?:__Host-|__Secure-)?next-auth\.session-token|(?:__Host-)?outbox-key=)/;

/** Returns whether a request has no cookie that opens private pages. Pure. */
export function seesPublicPagesOnly({ cookie = '' }: IncomingHttpHeaders): boolean {
  return !OPENS_PRIVATE_PAGES.test(cookie);
}

/**
 * Lets browsers keep public pages for their Back button, which Next forbids. Pages of signed-in users keep Next's
 * header, so that Back shows nothing of them after they have signed out.
 */
export function keepForBack(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (value !== NEXTS_OWN || name.toLowerCase() !== 'cache-control') return setHeader(name, value);
    response.appendHeader('Vary', 'Cookie');
    return setHeader(name, FOR_BACK);
  };
}
