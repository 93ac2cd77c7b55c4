import type { ServerResponse } from 'node:http';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import type { Handler } from '@/app/_lib/http/handler';
import { mediaAccess } from '@/app/_lib/media/access';
import { readMediaFile } from '@/app/_lib/media/files';
import { sendFile } from '@/app/_lib/media/send-file';
import { storage } from '@/app/_lib/storage';

/**
 * A file never changes under its address. The browser of somebody who has seen it may keep it for ever; caches that
 * others share (`s-maxage`) keep it for a day, so that an unpublished video leaves them in time.
 */
const CACHED = {
  published: 'public, max-age=31536000, s-maxage=86400, immutable',
  owner: 'private, max-age=86400, immutable',
} as const;
const REVALIDATED = { published: 'public, no-cache', owner: 'private, no-cache' } as const;

/** Serves the files that ffmpeg made from an upload: playlists, segments, the poster. */
export const media: Handler = async (request, response, { params, rest }) => {
  const { videoId = '', uploadId = '' } = params;
  const file = readMediaFile(videoId, uploadId, rest);
  if (!file) return sendNotFound(response);
  const access = await mediaAccess(file.videoId, uploadId, () => signedInUser(request));
  if (access === 'none') return sendNotFound(response);

  const name = ['media', file.videoId, uploadId, ...file.path].join('/');
  const cacheControl = (file.isMutable ? REVALIDATED : CACHED)[access];
  const isFile = await sendFile(request, response, storage(), name, { contentType: file.contentType, cacheControl });
  if (!isFile) sendNotFound(response);
};

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n');
}
