import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@/db/embedded/port';
import type { HttpServer } from '../http-server';
import { bundleWorkers, startProcess } from '../processes';
import type { Testbed } from '../testbed';

export interface PlainServer extends HttpServer {
  stop(): Promise<void>;
}

/** What the server does with a report that its handler has checked: see `server.ts`. */
export type Variant = 'ours' | 'nothing' | 'own';

/** Starts the application's server without Next, bundled as in production. */
export async function startPlainServer(testbed: Testbed, databaseUrl: string, variant: Variant): Promise<PlainServer> {
  const port = await freePort();
  const file = await bundled(testbed, 'server');
  const { pid, stop } = await startProcess(testbed, file, databaseUrl, [variant, String(port)]);
  return { host: '127.0.0.1', port, pid, stop };
}

/** Makes tokens of different viewings, as the site does. */
export async function mintTokens(testbed: Testbed, databaseUrl: string, count: number): Promise<string[]> {
  const file = join(testbed.folder, 'tokens');
  const { stop } = await startProcess(testbed, await bundled(testbed, 'mint'), databaseUrl, [String(count), file]);
  await stop();
  return (await readFile(file, 'utf8')).split('\n');
}

async function bundled(testbed: Testbed, name: string): Promise<string> {
  const source = { name: `plain-${name}`, file: join(testbed.root, `bench/plain-server/${name}.ts`) };
  const [{ file } = source] = await bundleWorkers(testbed, [source]);
  return file;
}
