import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  /** By names in lower case; the last of a name. */
  headers: Record<string, string>;
  body: string;
}

const MOST_MS = 60_000;

/**
 * Sends bytes as they are over a connection of their own, and reads until the other side closes it, or until the
 * headers of a live stream, which has no end.
 * @throws where there is no answer in a minute.
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
    const timer = setTimeout(finish, MOST_MS);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (/content-type: text\/event-stream/i.test(chunk.toString('latin1'))) finish();
    });
    socket.on('close', finish).on('error', () => {});
  });
}

/** A request of lines, with a body; it asks for the connection to be closed unless a header says otherwise. */
export function rawRequest(
  line: string,
  headers: readonly (readonly [string, string])[],
  body: string | Buffer = '',
): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[line, ...lines].join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}

function readAnswer(text: string): RawAnswer | null {
  // An informational answer, such as 100 Continue, comes before the one that counts.
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
