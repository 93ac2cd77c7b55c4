import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** What Next says of every page that it renders for one request. */
const NEXTS_OWN = 'private, no-cache, no-store, max-age=0, must-revalidate';
/** Browsers may keep the page for their Back button. With other cookies the browser asks the server again (Vary). */
const FOR_BACK = 'private, no-cache';

/** Cookies that open what is not for all: a session, by the names that next-auth gives it, and the outbox. */
const OPENS_PRIVATE_PAGES = /(?:^|;)\s*(?:(?:__Secure-)?next-auth\.session-token|outbox-key=)/;

/** Whether a request brings no cookie that opens private pages. Pure. */
export function seesPublicPagesOnly({ cookie = '' }: IncomingHttpHeaders): boolean {
  return !OPENS_PRIVATE_PAGES.test(cookie);
}

/**
 * Lets browsers keep public pages for their Back button, which Next forbids. The pages of people who are signed in
 * keep Next's answer, so that Back shows nothing of them after they have signed out.
 */
export function keepForBack(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (value !== NEXTS_OWN || name.toLowerCase() !== 'cache-control') return setHeader(name, value);
    response.appendHeader('Vary', 'Cookie');
    return setHeader(name, FOR_BACK);
  };
}
