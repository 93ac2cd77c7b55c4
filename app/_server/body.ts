import { IncomingMessage } from 'node:http';

/** How long a body may take to arrive if it is read as a whole, in milliseconds. */
const TIMEOUT_MS = 60_000;

/**
 * Reads the whole body of a request.
 * @returns its bytes; `too-large` if it has more than `maxBytes` bytes, `late` if it takes more than a minute, `gone`
 *   if the client disconnected.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large' | 'late' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => finish('late'), TIMEOUT_MS);
    const finish = (result: Buffer | 'too-large' | 'late' | 'gone') => {
      clearTimeout(timer);
      request.off('data', take).off('end', whole).off('close', gone);
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > maxBytes) finish('too-large');
    };
    const whole = () => finish(Buffer.concat(chunks, bytes));
    const gone = () => finish('gone');
    request
      .on('data', take)
      .once('end', whole)
      .once('close', gone)
      .on('error', () => {});
  });
}

/** Returns a copy of the request, with a body that was read before. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(copy, {
    method,
    url,
    headers,
    rawHeaders,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    complete: true,
  });
  copy.push(body);
  copy.push(null);
  return copy;
}
