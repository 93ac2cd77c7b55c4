import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * Returns the port in `file` if it is free, so that a noted URL keeps working; else a free one, and writes it to
 * `file`.
 */
export async function choosePort(file: string): Promise<number> {
  const last = Number(await readFile(file, 'utf8').catch(() => ''));
  const port = last > 0 && (await isFree(last)) ? last : await freePort();
  if (port !== last) await writeFile(file, `${port}\n`);
  return port;
}

/** Whether the port is free. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await whyNot(port, host)) === undefined;
}

/** The code of the error if a server cannot listen there, such as EADDRINUSE; undefined if it can. */
export function whyNot(port: number, host: string): Promise<string | undefined> {
  return listen(port, host).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

/** Systems give outgoing connections higher ports, so a port of these stays free until it is used. */
const PORTS = { from: 20_000, below: 32_000 };
const ATTEMPTS = 100;

/** Returns a free port. If none of those that stay free is found, one that the system chooses. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(PORTS.from, PORTS.below);
    if (await isFree(port, host)) return port;
  }
  return listen(0, host);
}

function listen(port: number, host: string): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : port));
    });
  });
}
