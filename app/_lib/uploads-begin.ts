import 'server-only';
import { randomUUID } from 'node:crypto';
import { mkdir, statfs } from 'node:fs/promises';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { queryPrimaryAs } from './database';
import { uploadsFolder } from './uploads';
import { formatMetadata, readUploadRequest, UploadRefusal } from './uploads-metadata';
import { uploadServer } from './uploads-server';

/** Bytes that stay free for everything else. */
const ROOM_TO_LEAVE = 256 * 1024 ** 2;

/**
 * Begins an upload of this person: a new video's, whose id is made here, or another file for a video of theirs that
 * failed. The answer's `Location` names the upload, its `Video-Id` the video.
 * @throws {UploadRefusal}
 */
export async function beginUpload(request: Request, ownerId: string): Promise<Response> {
  const { fileName, bytes, replaces } = readUploadRequest(request.headers, UPLOAD_MAX);
  if (replaces !== null) await assertReplaceable(replaces, ownerId);
  await assertRoom(bytes);
  const videoId = replaces ?? randomUUID();

  // What the browser said of the file ends here: tus keeps what we say, and believes it later.
  const headers = new Headers(request.headers);
  headers.set('upload-metadata', formatMetadata({ ownerId, videoId, fileName }));
  const { method, body, signal } = request;
  const own = new Request(request.url, { method, headers, body, signal, duplex: 'half' } as RequestInit);
  const response = await (await uploadServer()).handleWeb(own);
  if (response.status === 201) {
    response.headers.set('Video-Id', videoId);
    response.headers.append('Access-Control-Expose-Headers', 'Video-Id');
  }
  return response;
}

async function assertReplaceable(videoId: string, ownerId: string): Promise<void> {
  const [video] = await queryPrimaryAs<{ processing: string }>(
    { userId: ownerId },
    'SELECT processing FROM view.creators_videos WHERE video_id = $1 AND owner_id = $2',
    [videoId, ownerId],
  );
  if (!video) throw new UploadRefusal(404, 'no-such-video', 'You have no such video.');
  if (video.processing !== 'failed') {
    throw new UploadRefusal(409, 'in-progress', 'The file of this video hasn’t failed, so it can’t be replaced.');
  }
}

async function assertRoom(bytes: number): Promise<void> {
  await mkdir(uploadsFolder(), { recursive: true });
  const { bavail, bsize } = await statfs(uploadsFolder());
  if (bavail * bsize < bytes + ROOM_TO_LEAVE) {
    throw new UploadRefusal(507, 'no-room', 'The site has no room for this file just now.');
  }
}
