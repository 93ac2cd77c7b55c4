import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startHttpServer, type HttpServer } from '../http-server';
import type { Testbed } from '../testbed';

/** The bytes of a prerendered page without content. */
const EMPTY_PAGE = 5_000;

/**
 * Starts an application of the same Next: `/<name>` is a prerendered page that is about as large as the site's, with
 * the site's own markup, and `/empty` a page without content that is rendered for each request.
 * @param pages the HTML of the site's pages, by name.
 */
export async function startNextPages(testbed: Testbed, pages: Readonly<Record<string, string>>): Promise<HttpServer> {
  const dir = join(testbed.root, '.build/bench', String(process.pid));
  testbed.onClose(() => rm(dir, { recursive: true, force: true }));
  await mkdir(dir, { recursive: true });
  await cp(join(testbed.root, 'bench/baselines/next'), dir, { recursive: true });
  const bodies = join(dir, 'bodies.json');
  await writeFile(
    bodies,
    JSON.stringify(Object.fromEntries(Object.entries(pages).map(([name, html]) => [name, bodyOf(html)]))),
  );
  await promisify(execFile)(process.execPath, [join(testbed.root, 'node_modules/next/dist/bin/next'), 'build', dir], {
    cwd: dir,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', BODIES: bodies },
  }).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`The baseline could not be built:\n${error.stdout}${error.stderr}`);
  });
  return startHttpServer(testbed, 'bench/baselines/next/server.ts', { DIR: dir });
}

/** Returns markup of a page with which a prerendered one is as large: Next sends it twice, once as data for scripts. */
function bodyOf(html: string): string {
  const [, body = ''] = /<body[^>]*>(.*)<\/body>/s.exec(html) ?? [];
  const markup = body.replaceAll(/<script.*?<\/script>/gs, '').repeat(2);
  const sizeWith = (length: number) => {
    const part = markup.slice(0, length);
    const asData = JSON.stringify(JSON.stringify(part)).replaceAll(/[<>&]/g, '\\u0000');
    return EMPTY_PAGE + Buffer.byteLength(part) + Buffer.byteLength(asData);
  };
  let [low, high] = [0, markup.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sizeWith(middle) <= Buffer.byteLength(html)) low = middle;
    else high = middle - 1;
  }
  return markup.slice(0, low);
}
