import { createHash } from 'node:crypto';
import type { OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Dependencies } from '../../_lib/pages/dependencies';

/** The encodings in which a page is sent, the preferred one first. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Higher levels take much longer and save little. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, BROTLI),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** The status of a page that is only a redirect: to its own address, as long as that is what it depends on. */
export const MOVED = 308;

/** A rendered page: its status, headers and body, and what they depend on. */
export interface RenderedPage extends Dependencies {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** The nonce of its scripts. Then its headers have no content security policy yet. */
  readonly nonce?: string;
}

/** A rendered page in all encodings. Each is made when it is first wanted. */
export class FinishedPage {
  readonly #encoded = new Map<Encoding, Buffer | Promise<Buffer>>();
  /**
   * Weak, because it names the content and not one encoding of it. It also names the policy: a browser that gets 304 keeps
   * the page with the headers of that answer.
   */
  readonly etag: string;
  /** Names and values, by turns, of the headers that do not depend on the request. */
  readonly headers: readonly OutgoingHttpHeader[];
  /** Those of an answer without the body. */
  readonly headersWithoutBody: readonly OutgoingHttpHeader[];

  constructor(readonly rendered: RenderedPage) {
    this.etag = `W/"${hashOf(rendered)}"`;
    const all = { ...rendered.headers, vary: varyOf(rendered.headers.vary) };
    this.headers = flat(all);
    this.headersWithoutBody = flat({ ...all, 'content-type': undefined });
  }

  /** Returns the body; a promise until it is made. */
  encoded(encoding: Encoding): Buffer | Promise<Buffer> {
    if (encoding === 'identity') return this.rendered.body;
    const known = this.#encoded.get(encoding);
    if (known) return known;
    const compressing = compress[encoding](this.rendered.body).then((body) => {
      this.#encoded.set(encoding, body);
      return body;
    });
    this.#encoded.set(encoding, compressing);
    return compressing;
  }
}

function flat(headers: OutgoingHttpHeaders): OutgoingHttpHeader[] {
  return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
}

/** Caches must tell apart what depends on these headers. */
function varyOf(given: OutgoingHttpHeader | undefined): string {
  const names = String(given ?? '')
    .split(/\s*,\s*/)
    .filter(Boolean);
  return [...new Set([...names, 'Cookie', 'Accept-Encoding'])].join(', ');
}

function hashOf({ headers, body }: RenderedPage): string {
  const policy = String(headers['content-security-policy'] ?? '');
  return createHash('sha256').update(policy).update(body).digest('base64url').slice(0, 22);
}
