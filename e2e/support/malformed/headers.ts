import fc from 'fast-check';
import { junk, type Header, type Known } from './values';

/** Host headers, most of them valid. */
export function hosts({ host }: Known): fc.Arbitrary<Header[]> {
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

/** Cookie headers: a session's, none, or odd values. */
export function cookies({ cookie }: Known): fc.Arbitrary<Header[]> {
  const names = [
    'next-auth.session-token',
    '__Secure-next-auth.session-token',
    '__Host-next-auth.session-token',
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

/** Other headers: those with a meaning for Next, tus or proxies, and arbitrary ones. */
export function headersOf({ host, actionIds }: Known): fc.Arbitrary<Header[]> {
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
  const meaningful = fc.constantFrom<Header>(
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
    fc.oneof({ weight: 4, arbitrary: meaningful }, { weight: 2, arbitrary: action }, { weight: 3, arbitrary: odd }),
    { maxLength: 5 },
  );
}
