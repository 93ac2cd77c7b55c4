import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { rawRequest } from './raw-http';

/** What the generated requests know of the site, so that they get further than to its first check. */
export interface Known {
  host: string;
  /** The cookie of somebody who is signed in. */
  cookie: string;
  /** Ids of server actions that there are. */
  actionIds: readonly string[];
  videoId: string;
}

/** The address of each page and route handler, with its parameters as `[name]`. */
export function allRoutes(app: string): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => `/${file.replace(/\/?(page\.tsx|route\.ts)$/, '')}`.replaceAll(/\/\([^)]*\)/g, '') || '/');
}

/** Requests that are wrong in one way or in many, or not at all. */
export function requests(routes: readonly string[], known: Known): fc.Arbitrary<Buffer> {
  return fc
    .record({
      method: methods(),
      target: targets(routes, known),
      headers: headersOf(known),
      body: bodies(known),
      cookie: cookies(known),
      host: hosts(known),
    })
    .map(({ method, target, headers, body, cookie, host }) => {
      const sent = method === 'GET' && !body.always ? { content: '', headers: [] } : body;
      const all = [...host, ...cookie, ...sent.headers, ...headers, ['Connection', 'close'] as Header];
      const length = Buffer.byteLength(sent.content);
      // A body in chunks has its end too: the server would wait for it.
      if (all.some(([name]) => name === 'Transfer-Encoding')) {
        return rawRequest(
          `${method} ${target} HTTP/1.1`,
          all,
          `${length > 0 ? `${length.toString(16)}\r\n${sent.content}\r\n` : ''}0\r\n\r\n`,
        );
      }
      const hasLength = length === 0 || all.some(([name]) => name === 'Content-Length');
      return rawRequest(
        `${method} ${target} HTTP/1.1`,
        hasLength ? all : [...all, ['Content-Length', String(length)]],
        sent.content,
      );
    });
}

type Header = readonly [string, string];

const junk = () =>
  fc.oneof(
    fc.string({ maxLength: 20, unit: 'grapheme-ascii' }),
    fc.constantFrom(
      '',
      '0',
      '-1',
      'null',
      'undefined',
      '[]',
      '{}',
      '"',
      "'",
      '%',
      '%zz',
      '%00',
      '%ff',
      '%E0%A4',
      '..',
      '%2e%2e%2f',
      '\\',
      ';',
      '\xff\xfe',
      '__proto__',
      'constructor',
      'NaN',
      '1e999',
      'a'.repeat(3000),
    ),
  );
const uuid = () => fc.uuid().map(String);

const methods = () =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('GET', 'POST') },
    { weight: 2, arbitrary: fc.constantFrom('HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS') },
    { weight: 1, arbitrary: fc.constantFrom('TRACE', 'CONNECT', 'PROPFIND', 'QUERY', 'BREW', 'get', 'PRI') },
  );

function targets(routes: readonly string[], { host, videoId }: Known): fc.Arbitrary<string> {
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

function hosts({ host }: Known): fc.Arbitrary<Header[]> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant<Header[]>([['Host', host]]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Header[]>(
        [],
        [
          ['Host', host],
          ['Host', 'other.example'],
        ],
        [['Host', 'a b']],
        [['Host', '']],
        [['Host', 'other.example']],
        [['Host', 'x:99999999']],
        [['Host', '[::1']],
      ),
    },
  );
}

function cookies({ cookie }: Known): fc.Arbitrary<Header[]> {
  const names = [
    'next-auth.session-token',
    '__Secure-next-auth.session-token',
    'theme',
    'known-browser',
    'next-auth.csrf-token',
    'next-auth.callback-url',
    '__prerender_bypass',
    '__next_preview_data',
  ];
  const odd = fc
    .tuple(fc.constantFrom(...names), junk())
    .map(([name, value]) => [['Cookie', `${name}=${value.replaceAll(/[\r\n]/g, '')}`] as Header]);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<Header[]>([['Cookie', cookie]]) },
    { weight: 2, arbitrary: fc.constant<Header[]>([]) },
    { weight: 2, arbitrary: odd },
  );
}

function headersOf({ host, actionIds }: Known): fc.Arbitrary<Header[]> {
  const names = [
    'Origin',
    'Referer',
    'Next-Action',
    'RSC',
    'Next-Router-State-Tree',
    'Next-Router-Prefetch',
    'Next-Router-Segment-Prefetch',
    'Next-Url',
    'Next-HMR-Refresh',
    'X-Nextjs-Data',
    'X-Middleware-Subrequest',
    'X-Prerender-Revalidate',
    'X-Matched-Path',
    'X-Action-Forwarded',
    'Next-Resume',
    'Range',
    'If-Range',
    'If-None-Match',
    'If-Modified-Since',
    'If-Match',
    'Accept',
    'Accept-Encoding',
    'Accept-Language',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'Forwarded',
    'Via',
    'X-Client-Address',
    'Expect',
    'Upgrade',
    'Transfer-Encoding',
    'Content-Length',
    'Content-Encoding',
    'Content-Type',
    'Content-Security-Policy',
    'Traceparent',
    'Tracestate',
    'Baggage',
    'Sec-Fetch-Site',
    'Sec-Fetch-Dest',
    'Authorization',
    'Upload-Length',
    'Upload-Offset',
    'Upload-Metadata',
    'Tus-Resumable',
    'X-HTTP-Method-Override',
    'Purpose',
    'User-Agent',
    'X-Real-IP',
    'Date',
    'Max-Forwards',
    'TE',
    'Trailer',
  ];
  const telling = fc.constantFrom<Header>(
    ['Origin', `http://${host}`],
    ['Origin', 'null'],
    ['Origin', 'https://evil.example'],
    ['RSC', '1'],
    ['Next-Router-State-Tree', '%5B%22%22%2C%7B%7D%5D'],
    ['Next-Router-State-Tree', '["",{"children":[1]}]'],
    ['Next-Router-Prefetch', '1'],
    ['Next-Router-Prefetch', '2'],
    ['Next-Router-Prefetch', '3'],
    ['Next-Router-Segment-Prefetch', '/_tree'],
    ['Next-Router-Segment-Prefetch', '/_index'],
    ['Next-Action', 'x'.repeat(42)],
    ['Next-Action', '0'.repeat(42)],
    ['Next-Action', 'toString'],
    ['Range', 'bytes=0-0,2-3'],
    ['Range', 'bytes=9-1'],
    ['X-Forwarded-For', '1.2.3.4, unknown'],
    ['Forwarded', 'for="[2001:db8::1]:1";proto=https'],
    ['X-Forwarded-Proto', 'https'],
    ['Expect', '100-continue'],
    ['Upgrade', 'websocket'],
    ['Transfer-Encoding', 'chunked'],
    ['Tus-Resumable', '1.0.0'],
    ['Upload-Length', '10'],
    ['Upload-Offset', '0'],
    ['Content-Type', 'application/offset+octet-stream'],
    ['Content-Security-Policy', "script-src 'nonce-<x>'"],
    ['Accept-Encoding', 'gzip, br'],
    ['If-None-Match', '*'],
    ['Sec-Fetch-Site', 'same-origin'],
    ['Sec-Fetch-Dest', 'image'],
    ['X-Middleware-Subrequest', 'src/middleware:src/middleware'],
  );
  const action = fc.constantFrom(...actionIds).map((id) => ['Next-Action', id] as Header);
  const odd = fc
    .tuple(
      fc.constantFrom(...names),
      junk().map((text) => text.replaceAll(/[\r\n]/g, '')),
    )
    .map(([name, value]) => [name, value] as Header);
  return fc.array(
    fc.oneof({ weight: 4, arbitrary: telling }, { weight: 2, arbitrary: action }, { weight: 3, arbitrary: odd }),
    { maxLength: 5 },
  );
}

interface Body {
  content: string;
  headers: Header[];
  /** Also with a GET, which usually has none. */
  always: boolean;
}

function bodies({ actionIds, videoId }: Known): fc.Arbitrary<Body> {
  const id = fc.oneof(fc.constantFrom(...actionIds), fc.constantFrom('0'.repeat(42), 'toString', ''));
  const field = fc.oneof(
    id.map((action) => [`$ACTION_ID_${action}`, ''] as const),
    fc.constant(['$ACTION_REF_1', ''] as const),
    fc
      .tuple(id, junk())
      .map(([action, bound]) => ['$ACTION_1:0', `{"id":"${action}","bound":${bound || '"$@1"'}}`] as const),
    junk().map((text) => ['$ACTION_1:1', text || `["${videoId}",{}]`] as const),
    fc.tuple(
      fc.constantFrom(
        '0',
        '1',
        '_1_name',
        '_1_email',
        '$ACTION_KEY',
        'name',
        'email',
        'password',
        'formId',
        'next',
        'text',
        'trace',
        'theme',
        'csrfToken',
        'callbackUrl',
        'json',
      ),
      fc.oneof(
        junk(),
        fc.constantFrom(
          '["$K1"]',
          '[{},"$K1"]',
          '["$@1"]',
          '["$F1"]',
          '["$undefined"]',
          '[[[',
          '"$1"',
          '["$B1"]',
          '["$Q1","$W1"]',
          '["$n9","$D0"]',
        ),
      ),
    ),
  );
  const multipart = fc
    .tuple(
      fc.array(field, { maxLength: 4 }),
      fc.constantFrom('whole', 'cut', 'no-boundary', 'other-boundary', 'a-file'),
    )
    .map(([fields, fault]): Body => {
      const parts = fields
        .map(
          ([name, value]) =>
            `--B\r\nContent-Disposition: form-data; name="${name}"${fault === 'a-file' ? '; filename="x"\r\nContent-Type: text/plain' : ''}\r\n\r\n${value}\r\n`,
        )
        .join('');
      const type =
        { 'no-boundary': 'multipart/form-data', 'other-boundary': 'multipart/form-data; boundary=C' }[
          fault as string
        ] ?? 'multipart/form-data; boundary=B';
      return {
        content: `${parts}${fault === 'cut' ? '' : '--B--\r\n'}`,
        headers: [['Content-Type', type]],
        always: false,
      };
    });
  const names = [
    'name',
    'email',
    'password',
    'formId',
    'next',
    'videoId',
    'description',
    'publishAt',
    'beganFrom',
    'trace',
    'theme',
    'user',
    'token',
  ];
  const typed = fc.oneof(
    junk(),
    uuid(),
    fc.constantFrom(
      'a\0b',
      '\ud800',
      '\u202e',
      'ada@example.com',
      'a\0@example.com',
      'a few plain words',
      'x'.repeat(70_000),
    ),
  );
  // A form as it should be, but for what is typed into it. What signs out would make the others' cookie useless.
  const action = fc.constantFrom(...actionIds.filter((one) => !one.startsWith('00')));
  const form = fc
    .tuple(
      action,
      fc.oneof(fc.constant(videoId), junk()),
      fc.array(fc.tuple(fc.constantFrom(...names), typed), { maxLength: 5 }),
    )
    .map(([one, subject, fields]): Body => {
      const bound = { 4: [], 6: [{}], 7: [subject.replace(/^\$/, ''), {}] }[Number(one[0])] ?? [];
      const parts: (readonly [string, string])[] = [
        ...fields.map(([name, value]) => [`_1_${name}`, value] as const),
        ['0', JSON.stringify([...bound, '$K1'])],
      ];
      const content = parts
        .map(([name, value]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
        .join('');
      return {
        content: `${content}--B--\r\n`,
        headers: [
          ['Content-Type', 'multipart/form-data; boundary=B'],
          ['Next-Action', one],
        ],
        always: false,
      };
    });
  const text = fc
    .tuple(
      fc.constantFrom(
        'text/plain;charset=UTF-8',
        'application/json',
        'application/x-www-form-urlencoded',
        'application/octet-stream',
        'x',
        '',
      ),
      fc.oneof(
        junk(),
        fc.constantFrom(
          '[]',
          '["$K1"]',
          '["$F1"]',
          '{"token":1}',
          '{"token":"a.b","watchedSeconds":1}',
          'a=b&$ACTION_ID_x=',
          '[{"status":"\u0000"}]',
        ),
      ),
    )
    .map(([type, content]): Body => ({ content, headers: type === '' ? [] : [['Content-Type', type]], always: false }));
  const large = fc
    .constantFrom('text/plain', 'multipart/form-data; boundary=B')
    .map((type): Body => ({ content: 'x'.repeat(1_100_000), headers: [['Content-Type', type]], always: false }));
  const none = fc.constant<Body>({ content: '', headers: [], always: false });
  return fc.oneof(
    { weight: 8, arbitrary: multipart },
    { weight: 6, arbitrary: form },
    { weight: 6, arbitrary: text },
    { weight: 4, arbitrary: none },
    { weight: 1, arbitrary: text.map((one) => ({ ...one, always: true })) },
    { weight: 1, arbitrary: large },
  );
}
