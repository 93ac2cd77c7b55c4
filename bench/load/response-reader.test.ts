import { expect, test } from 'vitest';
import { ResponseReader } from './response-reader';

const FIXED = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\ncontent-length: 5\r\n\r\nhello';
const CHUNKED = 'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n';
const EMPTY = 'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n';
const EXPECTED = [
  { status: 200, body: 'hello', length: 5 },
  { status: 404, body: 'abc0123456789', length: 13 },
  { status: 304, body: '', length: 0 },
  { status: 200, body: 'hello', length: 5 },
];

function read(pieces: readonly Buffer[], discard = false) {
  const responses: { status: number; body: string; length: number }[] = [];
  const reader = new ResponseReader(
    ({ status, body, length }) => responses.push({ status, body: body.toString(), length }),
    { discard },
  );
  for (const piece of pieces) reader.push(piece);
  return responses;
}

const all = Buffer.from(FIXED + CHUNKED + EMPTY + FIXED);

test('reads responses that arrive together, byte by byte, or cut anywhere', () => {
  expect(read([all])).toEqual(EXPECTED);
  expect(read(Array.from(all, (byte) => Buffer.from([byte])))).toEqual(EXPECTED);
  for (let cut = 1; cut < all.length; cut += 1)
    expect(read([all.subarray(0, cut), all.subarray(cut)]), `cut at ${cut}`).toEqual(EXPECTED);
});

test('discards bodies without losing the next response', () => {
  const expected = EXPECTED.map((response) => (response.length === 5 ? { ...response, body: '' } : response));
  for (let cut = 1; cut < all.length; cut += 1)
    expect(read([all.subarray(0, cut), all.subarray(cut)], true), `cut at ${cut}`).toEqual(expected);
});

test('reads a body larger than its storage', () => {
  const large = 'x'.repeat(300_000);
  const bytes = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${large.length}\r\n\r\n${large}${FIXED}`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, n) =>
    bytes.subarray(n * 65_536, (n + 1) * 65_536),
  );
  expect(read(pieces)).toEqual([{ status: 200, body: large, length: large.length }, EXPECTED[0]]);
});

test.each([
  ['a status that is none', 'HTTP/1.1 abc\r\n\r\n'],
  ['another protocol', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ['no length', 'HTTP/1.1 200 OK\r\n\r\nhello'],
  ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n'],
])('refuses %s', (_what, text) => {
  expect(() => read([Buffer.from(text)])).toThrow();
});
