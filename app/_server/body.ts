import { IncomingMessage } from 'node:http';

/** How long a body that is read as a whole may take to come, in milliseconds. */
const LONGEST_MS = 60_000;

/**
 * Reads the whole body of a request.
 * @returns its bytes; `too-large` when it has more than `most` bytes, `late` when it takes more than a minute, `gone`
 *   when the client went away.
 */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer | 'too-large' | 'late' | 'gone'> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => finish('late'), LONGEST_MS);
    const finish = (result: Buffer | 'too-large' | 'late' | 'gone') => {
      clearTimeout(timer);
      request.off('data', take).off('end', whole).off('close', gone);
      resolve(result);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > most) finish('too-large');
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

/** Whether a request says that it has a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The same request once more, with a body that was read before. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(again, {
    method,
    url,
    headers,
    rawHeaders,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    complete: true,
  });
  again.push(body);
  again.push(null);
  return again;
}
