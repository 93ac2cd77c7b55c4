import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { junk, uuid, type Known } from './values';

/**
 * Returns the paths of all pages, handlers and routes of Next, with parameters as `[name]`. @param app the folder of the
 * application.
 */
export function allRoutes(app: string): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts|handler\.ts)$/.test(file))
    .map(
      (file) => `/${file.replace(/\/?(page\.tsx|route\.ts|handler\.ts)$/, '')}`.replaceAll(/\/\([^)]*\)/g, '') || '/',
    );
}

/** Request targets: paths of routes with any parameters, odd paths, and any query. */
export function targets(routes: readonly string[], { host, videoId }: Known): fc.Arbitrary<string> {
  const parameter = fc.oneof(
    fc.constant(videoId),
    uuid(),
    junk().map((text) => text.replaceAll(/[ \r\n]/g, '')),
  );
  const path = fc
    .tuple(fc.constantFrom(...routes), fc.array(parameter, { minLength: 4, maxLength: 4 }))
    .map(([route, values]) => {
      let next = 0;
      return route.replaceAll(/\[[^/]*\]/g, () => values[next++] ?? 'x');
    });
  const odd = fc.constantFrom(
    '//',
    '/%',
    '/%00',
    '/..%2f..%2fetc/passwd',
    '/../../etc/passwd',
    '/_next/static/../../package.json',
    '/_next/static/%2e%2e/%2e%2e/server/x',
    '/_next/data/x/index.json',
    '/_next/image?url=x&w=1&q=1',
    '/_next/hmr',
    '/__nextjs_original-stack-frame',
    '/index.txt',
    '/index.rsc',
    '/sign-in.rsc',
    '/index.segments/_tree.segment.rsc',
    '/favicon.svg',
    '/nothing',
    '/\\evil.example',
    '/a b',
    '*',
    'http://other.example/',
    `http://${host}/sign-in`,
    'http://[::1',
    'nothing',
    '',
    '/404',
    '/500',
    '/_error',
    '/api/auth/signin',
    '/api/auth/signout',
    '/api/auth/callback/credentials',
    '/api/auth/session',
    '/api/auth/csrf',
    '/api/auth/providers',
    '/api/auth/error',
    '/api/auth/verify-request',
    '/_not-found',
    '/_global-error',
    '/api',
    '/api/nothing',
  );
  const name = fc.constantFrom(
    'next',
    'trace',
    'user',
    'token',
    'topic',
    'q',
    't',
    '_rsc',
    'type',
    'stream',
    'category',
    'before',
    'from',
    'callbackUrl',
    'error',
    'csrfToken',
    'page',
    '__proto__',
    'x',
  );
  const value = fc
    .oneof(junk(), uuid(), fc.constantFrom('home', `video:${videoId}`, 'operations', '/studio', '//evil.example'))
    .map((text) => text.replaceAll(/[ \r\n]/g, ''));
  const query = fc
    .array(fc.tuple(name, value), { maxLength: 3 })
    .map((pairs) => (pairs.length > 0 ? `?${pairs.map(([key, text]) => `${key}=${text}`).join('&')}` : ''));
  return fc
    .tuple(fc.oneof({ weight: 5, arbitrary: path }, { weight: 1, arbitrary: odd }), query)
    .map(([one, other]) => one + other);
}
