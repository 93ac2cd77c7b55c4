import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HttpServer } from '../http-server';
import type { Testbed } from '../testbed';
import { serveFolder } from './nginx-folder';

/** A file as it is sent to clients that accept gzip, and to others. */
export interface Served {
  readonly plain: Buffer;
  readonly gzip: Buffer;
}

/** The module for gzip_static is part of the packages of Debian and of nginx.org. */
const DIRECTIVES = `
    default_type text/html;
    gzip_static on;
    location / { try_files $uri.html $uri/index.html =404; }`;

/**
 * Starts nginx, serving pages from disk, compressed in advance.
 * @param pages by their paths, such as `/` and `/watch/1`.
 * @returns the reason if this machine has no nginx.
 */
export async function servePages(
  testbed: Pick<Testbed, 'folder' | 'onClose'>,
  pages: ReadonlyMap<string, Served>,
): Promise<HttpServer | string> {
  const files = join(testbed.folder, 'nginx-pages');
  for (const [path, { plain, gzip }] of pages) {
    const file = join(files, path === '/' ? 'index.html' : `${path}.html`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, plain);
    await writeFile(`${file}.gz`, gzip);
  }
  return serveFolder(testbed, files, DIRECTIVES);
}
