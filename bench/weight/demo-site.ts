import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@/db/embedded/port';
import type { Testbed } from '../testbed';

/** A first start builds the application, and the demo films twelve tutorials. */
const TIMEOUT_MS = 20 * 60_000;

/** Starts a site as `npm start` does, and fills it as `npm run demo` does. @returns its address. */
export async function startDemoSite(testbed: Testbed): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    NODE_ENV: 'production' as const,
    PATH: process.env.PATH,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: join(testbed.folder, 'demo-site'),
  };
  const run = (command: string) => {
    // Standard output belongs to the figures.
    const child = spawn(process.execPath, [join(testbed.root, 'bin', command)], { env, stdio: ['ignore', 2, 2] });
    return { child, exited: once(child, 'exit') };
  };
  const site = run('start.js');
  testbed.onClose(async () => {
    site.child.kill('SIGTERM');
    await site.exited;
  });
  testbed.log('starting the site');
  for (const endsAt = performance.now() + TIMEOUT_MS; !(await isReady(url)); await pause()) {
    if (site.child.exitCode !== null) throw new Error(`The site ended (${site.child.exitCode})`);
    if (performance.now() > endsAt) throw new Error('The site did not start in time');
  }
  testbed.log('filming the tutorials of the demo');
  const [code] = (await run('demo.js').exited) as [number | null];
  if (code !== 0) throw new Error(`The demo ended (${code})`);
  return url;
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/api/health/pages`).catch(() => null))?.ok ?? false;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}
