import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
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

/** A rendered page: its status, headers and body, and what they depend on. */
export interface RenderedPage extends Dependencies {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** A rendered page in all encodings. Each is made when it is first wanted. */
export class FinishedPage {
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();
  /** Weak, because it names the content and not one encoding of it. */
  readonly etag: string;

  constructor(readonly rendered: RenderedPage) {
    this.etag = `W/"${createHash('sha256').update(rendered.body).digest('base64url').slice(0, 22)}"`;
  }

  encoded(encoding: Encoding): Promise<Buffer> {
    let body = this.#encoded.get(encoding);
    if (!body) {
      const { body: plain } = this.rendered;
      body = encoding === 'identity' ? Promise.resolve(plain) : compress[encoding](plain);
      this.#encoded.set(encoding, body);
    }
    return body;
  }
}
