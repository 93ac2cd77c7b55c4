import 'server-only';
import { Server } from '@tus/server';
import { DiskFullError, isDiskFull } from '@/disk-space';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { uploadPlace } from './place';
import { findUpload } from './stored-upload';
import { ARRIVED_BUT_UNAVAILABLE, noSpaceLeft } from './limits';
import { UploadRefusal } from './metadata';
import { postUpload } from './posting';

/** Errors other than tus's own, by their request: tus itself would answer 500. */
const failures = new WeakMap<Request, Error>();

/**
 * Answers a request by tus. It does no authorization, which its callers do.
 * @throws {UploadRefusal} if there is no space, or if the command of a finished upload cannot be written; any other
 *   Error if the disk fails.
 */
export async function answerTus(request: Request): Promise<Response> {
  const response = await (await uploadServer()).handleWeb(request);
  const error = failures.get(request);
  if (!error) return response;
  throw error instanceof DiskFullError || isDiskFull(error) ? noSpaceLeft() : error;
}

/** Returns the tus server of this process. */
async function uploadServer(): Promise<Server> {
  const datastore = await uploadPlace();
  return oncePerProcess(
    'tus',
    () =>
      new Server({
        path: '/api/uploads',
        datastore,
        maxSize: UPLOAD_MAX,
        relativeLocation: true,
        // Reads the id like the route does. By default tus takes what follows the last slash, also one in the query.
        getFileIdFromRequest: (request) => new URL(request.url).pathname.split('/').at(-1),
        // Uploads come only from the site's own pages.
        allowedOrigins: [],
        disableTerminationForFinishedUploads: true,
        onResponseError(request, error) {
          if (!('status_code' in error)) failures.set(request, error);
          // A client that receives 413 from a proxy sends smaller chunks. This 413 is the site's own, and its reason
          // says so.
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
            // The creation cannot be repeated, so the worker posts the command later. The client retries any other
            // request, which posts the command.
            if (request.method !== 'POST') {
              throw new UploadRefusal(503, 'unavailable', ARRIVED_BUT_UNAVAILABLE);
            }
          }
          return {};
        },
      }),
  );
}
