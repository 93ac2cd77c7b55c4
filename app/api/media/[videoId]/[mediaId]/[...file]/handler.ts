import type { ServerResponse } from 'node:http';
import { environment } from '@/app/_lib/environment';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import type { Handler } from '@/app/_lib/http/handler';
import { mediaAccess, type Access } from '@/app/_lib/media/access';
import { noteDelivery } from '@/app/_lib/media/deliveries';
import { readMediaFile } from '@/app/_lib/media/files';
import { isSignature, readSignature, type MediaSignature } from '@/app/_lib/media/signature';
import { sendFile } from '@/app/_lib/media/send-file';
import { storage } from '@/app/_lib/storage';

/**
 * A file never changes under its address. The browser of somebody who has seen it may keep it for ever; caches that
 * others share (`s-maxage`) keep it for a day, so that an unpublished video leaves them in time.
 */
const PUBLIC = 'public, max-age=31536000, s-maxage=86400, immutable';
const OWN = 'private, max-age=86400, immutable';

/** Serves the files that ffmpeg made from an upload: playlists, segments, pictures. */
export const media: Handler = async (request, response, { params, rest }) => {
  const { videoId = '', mediaId = '' } = params;
  const [first] = rest;
  const isSigned = isSignature(first);
  const file = readMediaFile(videoId, mediaId, isSigned ? rest.slice(1) : rest);
  const signature = isSigned && file ? readSignature(file.videoId, first) : null;
  if (!file || (isSigned && !signature)) return sendNotFound(response);
  // With an expired signature, an address opens what it would without one.
  const valid = signature && signature.seconds > 0 ? signature : null;
  const access = await mediaAccess(file.videoId, mediaId, valid, () => signedInUser(request));
  if (access === null) return sendNotFound(response);
  // With MEDIA_URL, pages of the site load films from another host. Anyone with the address may have the file.
  if (environment.MEDIA_URL !== undefined && access !== 'user') response.setHeader('Access-Control-Allow-Origin', '*');

  const name = ['media', file.videoId, mediaId, ...file.path].join('/');
  const cacheControl = cacheControlOf(access, valid, file.isMutable);
  const isFile = await sendFile(request, response, storage(), name, { contentType: file.contentType, cacheControl });
  if (!isFile) return sendNotFound(response);
  void noteDelivery(request, response, file);
};

/** Caches keep a file while its address is valid. Shared caches keep no file that was addressed to one person. */
function cacheControlOf(access: Access, signature: MediaSignature | null, isMutable: boolean): string {
  const isShared = access === 'public' || (signature !== null && signature.userId === null);
  if (isMutable) return `${isShared ? 'public' : 'private'}, no-cache`;
  if (signature) return `${isShared ? 'public' : 'private'}, max-age=${signature.seconds}, immutable`;
  return isShared ? PUBLIC : OWN;
}

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }).end('Not found\n');
}
