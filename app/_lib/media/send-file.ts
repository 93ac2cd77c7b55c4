import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { readRange } from '@/app/_lib/http/range';
import { allowsRange, precondition, wholeSeconds } from '@/app/_lib/http/preconditions';
import { FileGoneError, type FileInfo, type OpenFile, type Storage } from '@/storage/storage';
import { KeptFiles, type TakenFile } from './kept-files';

const MB = 1024 ** 2;
/** The largest file that is read as a whole, in bytes: most segments. Reading a larger one would delay its first byte. */
const WHOLE_BYTES = 8 * MB;

const keptFiles = new KeptFiles(64 * MB);

/** What is known of a file by its name. @property disposition of one that a browser saves (`attachment`). */
interface About {
  contentType: string;
  cacheControl: string;
  disposition?: string;
}

/**
 * Answers GET or HEAD with a stored file, or with the requested range of it. Files of a few megabytes come from memory,
 * larger ones straight from the storage, no faster than the client reads. The file is closed when it has been read, or
 * the client has gone.
 * @returns false, and sends nothing, if there is no such file.
 */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  storage: Storage,
  name: string,
  about: About,
): Promise<boolean> {
  const info = await storage.find(name);
  if (!info) return false;
  const { status, headers, body } = answerOf(request, info, about);
  if (body === null || request.method === 'HEAD') {
    response.writeHead(status, headers).end();
    return true;
  }
  const kept = await keptFiles.find(keyOf(info));
  if (!kept) return sendOpened(request, response, await storage.open(info), about);
  response.writeHead(status, headers);
  sendFromMemory(kept, body, response);
  return true;
}

/** Does the same with a file that has to be read. It may have changed in the meantime. */
async function sendOpened(
  request: IncomingMessage,
  response: ServerResponse,
  file: OpenFile | null,
  about: About,
): Promise<boolean> {
  if (!file) return false;
  try {
    const { status, headers, body } = answerOf(request, file.info, about);
    const whole = body && (await readWhole(file));
    const begin = () => response.writeHead(status, headers);
    if (body === null) begin().end();
    else if (whole) sendFromMemory(whole, body, begin());
    else await sendFromStorage(file, body, response, begin);
    return true;
  } catch (error) {
    if (error instanceof FileGoneError && !response.headersSent) return false;
    throw error;
  } finally {
    await file.close();
  }
}

/** Names one state of a file. */
function keyOf({ name, version }: FileInfo): string {
  return `${name} ${version}`;
}

/** The first and the last byte of what is sent, both included. */
type Body = { start: number; end: number };

/** Returns the status, the headers and the bytes of the answer; for HEAD those of a GET. Pure. */
function answerOf(
  { method, headers: asked }: IncomingMessage,
  { bytes: size, changedAt: mtimeMs }: FileInfo,
  { contentType, cacheControl, disposition }: About,
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
  if (disposition !== undefined) headers['Content-Disposition'] = disposition;
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

/** Returns the file in memory, or null if it is too large. */
async function readWhole(file: OpenFile): Promise<TakenFile | null> {
  const { bytes } = file.info;
  return bytes > WHOLE_BYTES ? null : keptFiles.take(keyOf(file.info), bytes, () => file.read());
}

/** Sends a part of a file, which is released when the client has it, or has gone. */
function sendFromMemory({ bytes, release }: TakenFile, { start, end }: Body, response: ServerResponse): void {
  if (response.destroyed) return release();
  response.once('close', release);
  response.end(bytes.subarray(start, end + 1));
}

/** Sends a part of a file, and reads one chunk while the one before is written. @param begin is called before the first. */
async function sendFromStorage(
  file: OpenFile,
  { start, end }: Body,
  response: ServerResponse,
  begin: () => void,
): Promise<void> {
  const gone = new Promise<boolean>((resolve) => response.once('close', () => resolve(false)));
  response.on('error', () => {});
  /** Whether the client got the last chunk. */
  let isWritten: Promise<boolean> = Promise.resolve(true);
  for await (const chunk of file.chunks(start, end)) {
    if (!(await isWritten) || response.destroyed) return;
    if (!response.headersSent) begin();
    const written = new Promise<boolean>((resolve) => response.write(chunk, (error) => resolve(!error)));
    isWritten = Promise.race([written, gone]);
  }
  if (await isWritten) response.end();
}
