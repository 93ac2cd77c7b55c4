import { readFileSync } from 'node:fs';
import { expect, test } from './support/test';
import fc from 'fast-check';
import { requests } from './support/malformed/requests';
import { allRoutes } from './support/malformed/targets';
import { register, newPerson } from './support/people';
import { rawRequest, sendRaw } from './support/raw-http';

/** Requests that no browser sends. The test runs alone, so that the log of the site has no lines of other tests. */

const SEED = Number(process.env.SEED ?? 20_261_127);
const REQUESTS = 2_000;
const CONCURRENCY = 6;
const log = () => readFileSync(process.env.SITE_LOG as string, 'utf8');
const STACK = /\[app\]\s{2,}at .+/;

const ids = Object.keys(
  (JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as { node: object }).node,
);

test('no malformed request causes a server error or a stack trace in the log', async ({ page, baseURL }) => {
  await register(page, newPerson('Ada'));
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await page.close();
  const origin = baseURL as string;
  const known = { host: new URL(origin).host, cookie, actionIds: ids, videoId: '123e4567-e89b-42d3-a456-426614174000' };
  const all = fc.sample(requests(allRoutes('app'), known), { numRuns: REQUESTS, seed: SEED });
  const before = log().length;
  const broken: string[] = [];
  const statuses = new Set<number>();
  let next = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let request = all[next++]; request; request = all[next++]) {
        const { status } = await sendRaw(origin, request).catch((error: Error) => ({ status: error.message }));
        if (typeof status === 'string' || status >= 500)
          broken.push(`${status}\n${request.toString('latin1').slice(0, 2_000)}`);
        else statuses.add(status);
      }
    }),
  );
  expect(broken, `with SEED=${SEED}`).toEqual([]);
  // Some requests pass each of the site's checks.
  for (const status of [200, 307, 400, 403, 404, 405, 413]) expect(statuses).toContain(status);
  expect(
    log()
      .slice(before)
      .split('\n')
      .filter((line) => STACK.test(line)),
  ).toEqual([]);
});

test.describe('a request with', () => {
  const at =
    (headers: readonly (readonly [string, string])[], line = 'GET / HTTP/1.1', body = '') =>
    async (origin: string) => {
      const host = new URL(origin).host;
      const own = headers.some(([name]) => name === 'Host') ? [] : [['Host', host] as const];
      return (
        await sendRaw(
          origin,
          rawRequest(
            line,
            [
              ...own,
              ...headers.map(([name, value]) => [name, value.replace('<host>', host)] as const),
              ['Connection', 'close'],
            ],
            body,
          ),
        )
      ).status;
    };
  const form = (id: string, body: string, headers: readonly (readonly [string, string])[] = []) =>
    at(
      [
        ['Next-Action', id],
        ['Content-Type', 'multipart/form-data; boundary=B'],
        ['Content-Length', String(body.length)],
        ...headers,
      ],
      'POST / HTTP/1.1',
      body,
    );
  const good = '--B\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$K1"]\r\n--B--\r\n';
  const theme = ids.find((id) => id.startsWith('40')) as string;
  const cases: [string, number, (origin: string) => Promise<number>][] = [
    ['no fault', 200, at([])],
    [
      'two hosts',
      400,
      at([
        ['Host', '<host>'],
        ['Host', '<host>'],
      ]),
    ],
    ['an invalid host', 400, at([['Host', 'a b']])],
    ['an invalid escape', 400, at([], 'GET /%zz HTTP/1.1')],
    ['a null byte', 400, at([], 'GET /watch/%00 HTTP/1.1')],
    ['the method TRACE', 405, at([], 'TRACE / HTTP/1.1')],
    ['the method CONNECT', 405, at([], 'CONNECT example.org:443 HTTP/1.1')],
    ['an unknown method', 405, at([], 'BREW / HTTP/1.1')],
    ['an invalid request line', 400, at([], 'hello')],
    [
      'two lengths',
      400,
      at(
        [
          ['Content-Length', '1'],
          ['Content-Length', '2'],
        ],
        'POST / HTTP/1.1',
      ),
    ],
    ['headers that are too long', 431, at([['X', 'x'.repeat(20_000)]])],
    ['an address that is too long', 414, at([], `GET /${'x'.repeat(9_000)} HTTP/1.1`)],
    [
      'an invalid router state',
      400,
      at([
        ['RSC', '1'],
        ['Next-Router-State-Tree', 'nonsense'],
      ]),
    ],
    ['a form', 200, form(theme, good, [['Origin', 'http://<host>']])],
    ['a form of another site', 403, form(theme, good, [['Origin', 'https://evil.example']])],
    ['a form of a page with an opaque origin', 403, form(theme, good, [['Origin', 'null']])],
    ['an unknown action', 400, form('f'.repeat(42), good)],
    ['broken multipart', 400, form(theme, good.slice(0, 40))],
    ['a form that is too large', 413, form(theme, 'x'.repeat(1_100_000))],
    [
      'a report that is too large',
      413,
      at([['Content-Length', '20000']], 'POST /api/viewings HTTP/1.1', 'x'.repeat(20_000)),
    ],
    ['a cookie on which next-auth would throw', 200, at([['Cookie', 'next-auth.callback-url=x']])],
    ['an upgrade header', 200, at([['Upgrade', 'h2c']])],
  ];
  for (const [what, status, send] of cases) {
    test(`${what} gets ${status}`, async ({ baseURL }) => {
      expect(await send(baseURL as string)).toBe(status);
    });
  }
});
