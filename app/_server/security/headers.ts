import type { ServerResponse } from 'node:http';
import { environment } from '@/app/_lib/environment';

const isHttps = environment.siteUrl.startsWith('https:');

/**
 * Browsers must not guess types, send paths to other sites, offer devices to pages, or let a page that opened one of the site
 * reach into it. After a visit with TLS they use TLS for a year. The site says nothing about its subdomains.
 */
const HEADERS: readonly [name: string, value: string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ...(isHttps ? ([['Strict-Transport-Security', 'max-age=31536000']] as [string, string][]) : []),
];

/** Sets the headers that every response has but the files of the build. @param policy of what it may load and run. */
export function setSecurityHeaders(response: ServerResponse, policy: string): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  response.setHeader('Content-Security-Policy', policy);
}
