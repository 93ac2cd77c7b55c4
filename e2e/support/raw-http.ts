import { connect } from 'node:net';

/** A parsed HTTP response. */
export interface RawAnswer {
  status: number;
  /** By name in lower case. A repeated header has its last value. */
  headers: Record<string, string>;
  body: string;
}

const TIMEOUT_MS = 240_000;

/**
 * Sends bytes over a new connection, and reads until the server closes it, or until the headers of an event stream,
 * which does not end.
 * @throws if there is no response for minutes.
 */
export function sendRaw(origin: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const chunks: Buffer[] = [];
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      const answer = readAnswer(Buffer.concat(chunks).toString('latin1'));
      if (answer) resolve(answer);
      else
        reject(new Error(`No answer, but ${JSON.stringify(Buffer.concat(chunks).toString('latin1').slice(0, 200))}`));
    };
    const timer = setTimeout(finish, TIMEOUT_MS);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (/content-type: text\/event-stream/i.test(chunk.toString('latin1'))) finish();
    });
    socket.on('close', finish).on('error', () => {});
  });
}

/** Formats a request. It adds no headers, so include `Connection: close`. */
export function rawRequest(
  line: string,
  headers: readonly (readonly [string, string])[],
  body: string | Buffer = '',
): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[line, ...lines].join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}

function readAnswer(text: string): RawAnswer | null {
  // Skip informational responses, such as 100 Continue.
  const rest = text.replace(/^(HTTP\/1\.1 1\d\d [^\r]*\r\n(?:[^\r]+\r\n)*\r\n)+/, '');
  const [head = '', ...body] = rest.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  if (!status) return null;
  const headers = lines.map(
    (line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
  );
  return { status, headers: Object.fromEntries(headers), body: body.join('\r\n\r\n') };
}
