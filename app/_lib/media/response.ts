import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { readRange } from '@/app/_lib/http/range';
import { allowsRange, precondition, wholeSeconds } from '@/app/_lib/http/preconditions';

/**
 * Answers GET or HEAD with a file, or with the requested range of it, straight from the disk.
 * @returns null if there is no such file.
 */
export async function fileResponse(
  request: Request,
  path: string,
  { contentType, cacheControl }: { contentType: string; cacheControl: string },
): Promise<Response | null> {
  const file = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (!file?.isFile()) return null;

  const { size, mtimeMs } = file;
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const headers = new Headers({
    'Content-Type': contentType,
    'Cache-Control': cacheControl,
    ETag: etag,
    // Not `mtime`, which Node rounds: up to the next second at the end of one.
    'Last-Modified': new Date(wholeSeconds(mtimeMs)).toUTCString(),
    'Accept-Ranges': 'bytes',
    'X-Content-Type-Options': 'nosniff',
  });
  const validators = { etag, mtimeMs };
  const status = precondition(request.headers, validators);
  if (status !== null) {
    headers.delete('Content-Type');
    return new Response(null, { status, headers });
  }
  // Only a GET has ranges.
  const wantsRange = request.method === 'GET' && allowsRange(request.headers, validators);
  const range = wantsRange ? readRange(request.headers.get('range'), size) : 'all';
  if (range === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range === 'all' ? { start: 0, end: size - 1 } : range;
  headers.set('Content-Length', String(end - start + 1));
  if (range !== 'all') headers.set('Content-Range', `bytes ${start}-${end}/${size}`);
  const isEmpty = request.method === 'HEAD' || size === 0;
  const body = isEmpty ? null : (Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream);
  return new Response(body, { status: range === 'all' ? 200 : 206, headers });
}
