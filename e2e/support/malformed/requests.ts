import fc from 'fast-check';
import { rawRequest } from '../raw-http';
import { bodies } from './bodies';
import { cookies, headersOf, hosts } from './headers';
import { targets } from './targets';
import type { Header, Known } from './values';

/** Requests with any number of faults. @param routes from `allRoutes`. */
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
      // Add the last chunk of a chunked body, because the server waits for it.
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

const methods = () =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('GET', 'POST') },
    { weight: 2, arbitrary: fc.constantFrom('HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS') },
    { weight: 1, arbitrary: fc.constantFrom('TRACE', 'CONNECT', 'PROPFIND', 'QUERY', 'BREW', 'get', 'PRI') },
  );
