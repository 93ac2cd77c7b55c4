import type { ServerResponse } from 'node:http';

/** Browsers must not guess types, send paths to other sites, or offer devices to pages. */
const HEADERS: readonly [name: string, value: string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=()'],
];

/** Sets the headers that every response has but the files of the build. @param policy of what it may load and run. */
export function setSecurityHeaders(response: ServerResponse, policy: string): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  response.setHeader('Content-Security-Policy', policy);
}
