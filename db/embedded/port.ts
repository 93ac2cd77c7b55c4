import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** The port of last time if it is free, so that a URL written down keeps working; else a free one, remembered in `file`. */
export async function choosePort(file: string): Promise<number> {
  const last = Number(await readFile(file, 'utf8').catch(() => ''));
  const port = last > 0 && (await isFree(last)) ? last : await freePort();
  if (port !== last) await writeFile(file, `${port}\n`);
  return port;
}

/** Whether something may listen on this port now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await whyNot(port, host)) === undefined;
}

/** The code of the error with which a server could not listen there, such as EADDRINUSE; undefined where it could. */
export function whyNot(port: number, host: string): Promise<string | undefined> {
  return listen(port, host).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

/** A port on which nobody listens now. */
export function freePort(host = '127.0.0.1'): Promise<number> {
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
