import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readRange } from '@/app/_lib/http/range';
import { allowsRange, precondition, wholeSeconds } from '@/app/_lib/http/preconditions';

/** How much of a file is read at once, in bytes: the fastest on a local disk, and little memory for a slow client. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Answers GET or HEAD with a file, or with the requested range of it, straight from the disk. It reads no faster than
 * the client, and closes the file when the client has it, or has gone.
 * @returns false, and sends nothing, if there is no such file.
 */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  about: { contentType: string; cacheControl: string },
): Promise<boolean> {
  const file = await openFile(path);
  if (!file) return false;
  try {
    const info = await file.stat();
    if (!info.isFile()) return false;
    const { status, headers, body } = answerOf(request, info, about);
    response.writeHead(status, headers);
    if (body === null || request.method === 'HEAD') response.end();
    else await send(file, body, response);
    return true;
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle | null> {
  return open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}

/** The first and the last byte of what is sent, both included. */
type Body = { start: number; end: number };

/** Returns the status, the headers and the bytes of the answer; for HEAD those of a GET. Pure. */
function answerOf(
  { method, headers: asked }: IncomingMessage,
  { size, mtimeMs }: { size: number; mtimeMs: number },
  { contentType, cacheControl }: { contentType: string; cacheControl: string },
): { status: number; headers: OutgoingHttpHeaders; body: Body | null } {
  const validators = { etag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`, mtimeMs };
  const headers: OutgoingHttpHeaders = {
    'Cache-Control': cacheControl,
    ETag: validators.etag,
    // Not `mtime`, which Node rounds: up to the next second at the end of one.
    'Last-Modified': new Date(wholeSeconds(mtimeMs)).toUTCString(),
    'Accept-Ranges': 'bytes',
  };
  const status = precondition(asked, validators);
  if (status === 304) return { status, headers, body: null };
  if (status === 412) return { status, headers: { ...headers, 'Content-Length': 0 }, body: null };

  headers['Content-Type'] = contentType;
  // Only a GET has ranges.
  const range = method === 'GET' && allowsRange(asked, validators) ? readRange(asked.range, size) : 'all';
  if (range === 'unsatisfiable')
    return {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${size}`, 'Content-Length': 0 },
      body: null,
    };
  const body = range === 'all' ? { start: 0, end: size - 1 } : range;
  headers['Content-Length'] = body.end - body.start + 1;
  if (range === 'all') return { status: 200, headers, body: size === 0 ? null : body };
  return { status: 206, headers: { ...headers, 'Content-Range': `bytes ${body.start}-${body.end}/${size}` }, body };
}

async function send(file: FileHandle, { start, end }: Body, response: ServerResponse): Promise<void> {
  const bytes = file.createReadStream({ start, end, highWaterMark: CHUNK_BYTES, autoClose: false });
  await pipeline(bytes, response).catch((error: NodeJS.ErrnoException) => {
    // The client has what it wanted, and closed the connection.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
