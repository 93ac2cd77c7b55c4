import 'server-only';
import { mkdir } from 'node:fs/promises';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { oncePerProcess } from './once-per-process';
import { findUpload, uploadsFolder } from './uploads';
import { postUpload } from './uploads-posting';

/** Answered when all bytes are here but the message store is not: who asks again gets the command written then. */
const NOT_POSTED = {
  status_code: 503,
  body: 'Your file arrived, but the site can’t continue with it just now. Try again.\n',
};

/** The tus server of this process. It knows nothing of people: its callers check who may do what. */
export async function uploadServer(): Promise<Server> {
  await mkdir(uploadsFolder(), { recursive: true });
  return oncePerProcess('tus', () =>
    new Server({
      path: '/api/uploads',
      datastore: new FileStore({ directory: uploadsFolder() }),
      maxSize: UPLOAD_MAX,
      relativeLocation: true,
      // As the route reads it. By itself tus takes what follows the last slash, also one in the query.
      getFileIdFromRequest: (request) => new URL(request.url).pathname.split('/').at(-1),
      // Uploads come from our own pages.
      allowedOrigins: [],
      disableTerminationForFinishedUploads: true,
      async onUploadFinish(request, { id }) {
        try {
          const upload = await findUpload(id);
          if (upload) await postUpload(upload);
        } catch (error) {
          console.error(`Could not post the finished upload ${id}, will try again:`, error);
          // An upload that is finished by its creation could not be asked for again: it is tended to later.
          if (request.method !== 'POST') throw NOT_POSTED;
        }
        return {};
      },
    }),
  );
}
