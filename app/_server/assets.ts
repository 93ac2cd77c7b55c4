import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import type { Render } from './server';

const CONTENT_TYPES: Record<string, string> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.svg': 'image/svg+xml',
};
/** The name of each file has the hash of its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const BROTLI = /(?:^|[\s,])br(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/;

/**
 * Answers requests for the files of Next's build with the Brotli copies that were made with it, which are a sixth
 * smaller than what Next compresses on the way. They are in memory: less than a megabyte. Everything else is rendered.
 * @param dir the folder of the site, with `.next`.
 */
export function withCompressedAssets(dir: string, render: Render): Render {
  const copies = readCopies(join(dir, '.next/static'));
  return async (request, response) => {
    const copy = mayHaveBrotli(request) ? copies.get(request.url ?? '') : undefined;
    if (!copy) return render(request, response);
    response.writeHead(200, {
      'Content-Type': copy.contentType,
      'Content-Encoding': 'br',
      'Content-Length': copy.bytes.length,
      'Cache-Control': FOR_EVER,
      Vary: 'Accept-Encoding',
      // As for all files of the build (security/with-policy.ts).
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(request.method === 'HEAD' ? undefined : copy.bytes);
  };
}

function mayHaveBrotli({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && !headers.range && BROTLI.test(String(headers['accept-encoding']));
}

/** Reads the copies of files, by the files' addresses. None were made for `npm run dev`. */
function readCopies(folder: string): Map<string, { bytes: Buffer; contentType: string }> {
  let names: string[] = [];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const copies = new Map<string, { bytes: Buffer; contentType: string }>();
  for (const name of names) {
    const contentType = CONTENT_TYPES[extname(name.replace(/\.br$/, ''))];
    if (name.endsWith('.br') && contentType)
      copies.set(`/_next/static/${name.slice(0, -3)}`, { bytes: readFileSync(join(folder, name)), contentType });
  }
  return copies;
}
