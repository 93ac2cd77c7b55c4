import 'server-only';
import { mkdir } from 'node:fs/promises';
import { Server } from '@tus/server';
import { DiskFullError, isDiskFull } from '@/disk-space';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { DiskSpaceMeter } from './disk-space-meter';
import { findUpload, uploadsFolder } from './stored-upload';
import { freeBytesForUploads } from './ledger';
import { ARRIVED_BUT_UNAVAILABLE, noMoreRoom } from './limits';
import { UploadRefusal } from './metadata';
import { postUpload } from './posting';
import { UploadStore } from './store';

/** Errors that are not tus's own, by the request that met them: tus itself would answer 500. */
const failures = new WeakMap<Request, Error>();

/**
 * Answers a request as tus has it. It knows nothing of people: its callers check who may do what.
 * @throws {UploadRefusal} when there is no room, or the command of a finished upload cannot be written; any other Error
 * when the disk fails.
 */
export async function answerTus(request: Request): Promise<Response> {
  const response = await (await uploadServer()).handleWeb(request);
  const error = failures.get(request);
  if (!error) return response;
  throw error instanceof DiskFullError || isDiskFull(error) ? noMoreRoom() : error;
}

/** The tus server of this process. */
async function uploadServer(): Promise<Server> {
  await mkdir(uploadsFolder(), { recursive: true, mode: 0o700 });
  return oncePerProcess(
    'tus',
    () =>
      new Server({
        path: '/api/uploads',
        datastore: new UploadStore(uploadsFolder(), new DiskSpaceMeter(freeBytesForUploads)),
        maxSize: UPLOAD_MAX,
        relativeLocation: true,
        // As the route reads it. By itself tus takes what follows the last slash, also one in the query.
        getFileIdFromRequest: (request) => new URL(request.url).pathname.split('/').at(-1),
        // Uploads come from our own pages.
        allowedOrigins: [],
        disableTerminationForFinishedUploads: true,
        onResponseError(request, error) {
          if (!('status_code' in error)) failures.set(request, error);
          // A client that hears 413 from a proxy sends less at a time. This one is ours, and says so.
          else if (error.status_code === 413)
            failures.set(
              request,
              new UploadRefusal(413, 'too-many-bytes', 'More bytes were sent than the upload has.'),
            );
          return undefined;
        },
        async onUploadFinish(request, { id }) {
          try {
            const upload = await findUpload(id);
            if (upload) await postUpload(upload);
          } catch (error) {
            console.error(`Could not post the finished upload ${id}, will try again:`, error);
            // A creation cannot be repeated, so the worker posts it later. Any other request is retried by the client, which
            // posts the command.
            if (request.method !== 'POST') {
              throw new UploadRefusal(503, 'unavailable', ARRIVED_BUT_UNAVAILABLE);
            }
          }
          return {};
        },
      }),
  );
}
