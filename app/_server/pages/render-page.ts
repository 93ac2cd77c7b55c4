import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import inject, { type DispatchFunc } from 'light-my-request';
import { collectDependencies } from '../../_lib/pages/dependencies';
import { nonceOf } from '../security/policy';
import type { RenderedPage } from './finished-page';
import type { PublicPage } from './public-page';

const POLICY = 'content-security-policy';
/** Headers of one connection, and those that the sender of a kept page sets. */
const OWN = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date', 'etag']);

/**
 * Renders a page as for a visitor without cookies, by a request inside this process.
 * @param render answers requests, as for a real one.
 * @param host of the site's own address, because the page may contain it.
 * @returns the page; null if it may not be shared, because its answer sets a cookie.
 */
export async function renderPage(
  { url, headers }: PublicPage,
  host: string,
  render: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<RenderedPage | null> {
  const { result, dependencies } = await collectDependencies(() =>
    inject(render as DispatchFunc, { method: 'GET', url, headers: { ...headers, host } }),
  );
  if (result.headers['set-cookie']) return null;
  const nonce = nonceOf(result.headers[POLICY]);
  const kept = Object.entries(result.headers).filter(([name]) => !OWN.has(name) && !(nonce && name === POLICY));
  return {
    status: result.statusCode,
    headers: Object.fromEntries(kept) as OutgoingHttpHeaders,
    body: result.rawPayload,
    ...(nonce && { nonce }),
    ...dependencies,
  };
}
