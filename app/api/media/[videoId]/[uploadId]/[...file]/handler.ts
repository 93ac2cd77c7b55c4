import type { ServerResponse } from 'node:http';
import { environment } from '@/app/_lib/environment';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import type { Handler } from '@/app/_lib/http/handler';
import { mediaAccess } from '@/app/_lib/media/access';
import { readMediaFile } from '@/app/_lib/media/files';
import { sendFile } from '@/app/_lib/media/send-file';

/** A day instead of a year, so that an unpublished video leaves the caches of others in time. */
const A_DAY = 'max-age=86400, immutable';

/** Serves the files that ffmpeg made from an upload: playlists, segments, the poster. */
export const media: Handler = async (request, response, { params, rest }) => {
  const { videoId = '', uploadId = '' } = params;
  const file = readMediaFile(videoId, uploadId, rest);
  if (!file) return sendNotFound(response);
  const access = await mediaAccess(file.videoId, uploadId, () => signedInUser(request));
  if (access === 'none') return sendNotFound(response);

  const path = environment.dataPath('media', file.videoId, uploadId, ...file.path);
  const cacheControl = `${access === 'published' ? 'public' : 'private'}, ${file.isMutable ? 'no-cache' : A_DAY}`;
  const isFile = await sendFile(request, response, path, { contentType: file.contentType, cacheControl });
  if (!isFile) sendNotFound(response);
};

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n');
}
