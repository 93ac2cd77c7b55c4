import { EMBEDDED_HEADER, isEmbedAddress } from '../../_lib/http/embedded';
import type { Render } from '../server';
import { setSecurityHeaders } from './headers';
import { createNonce, developmentPolicy, NO_PAGE, nonceSource, pagePolicy } from './policy';

/**
 * Gives each page that Next renders a nonce of its own, and the policy by which only scripts with this nonce run. Next
 * reads it from a header of the request, and writes it into its own scripts and into nothing else: so a script that
 * somebody has smuggled into a page does not run.
 * The player alone may be in a frame of every site, and no other page in any.
 * @param isDevelopment whether pages are rendered from their sources.
 */
export function withPolicy(next: Render, isDevelopment: boolean): Render {
  const policyOf = isDevelopment ? developmentPolicy : pagePolicy;
  return (request, response) => {
    const isEmbedded = isEmbedAddress(request.url ?? '');
    delete request.headers[EMBEDDED_HEADER];
    if (isEmbedded) {
      // The player inside another site knows nobody: it is the same for all, and shows what everybody may see.
      delete request.headers.cookie;
      request.headers[EMBEDDED_HEADER] = '1';
    }
    if (request.url?.startsWith('/_next/static/')) {
      // Files are no documents. These headers would add kilobytes to a page.
      response.setHeader('X-Content-Type-Options', 'nosniff');
      return next(request, response);
    }
    // React's payload for Next's client has no scripts. It becomes a part of a page that has a policy.
    if (request.headers.rsc !== undefined) {
      setSecurityHeaders(response, NO_PAGE);
      return next(request, response);
    }
    const policy = policyOf([nonceSource(createNonce())], isEmbedded ? 'anywhere' : 'never');
    request.headers['content-security-policy'] = policy;
    setSecurityHeaders(response, policy);
    return next(request, response);
  };
}
