import 'server-only';
import { randomUUID } from 'node:crypto';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { environment } from '@/app/_lib/environment';
import { deleteUpload } from './stored-upload';
import { oneReservationAtATime, readLedger } from './ledger';
import { refusalOf } from './limits';
import { formatMetadata, readUploadRequest, UploadRefusal } from './metadata';
import { answerTus } from './server';

/**
 * Begins an upload of this user: of a new video, whose id is made here, or of another file for a failed video of
 * theirs. The answer's `Location` names the upload, its `Video-Id` the video.
 * @throws {UploadRefusal}
 */
export async function beginUpload(request: Request, ownerId: string): Promise<Response> {
  const { fileName, bytes, replaces } = readUploadRequest(request.headers, UPLOAD_MAX);
  if (replaces !== null) await assertReplaceable(replaces, ownerId);
  const videoId = replaces ?? randomUUID();

  // tus stores this metadata and trusts it later, so it must be the server's and not the browser's.
  const headers = new Headers(request.headers);
  headers.set('upload-metadata', formatMetadata({ ownerId, videoId, fileName }));
  // Bytes arrive only with later requests.
  headers.delete('content-type');
  const own = new Request(request.url, { method: request.method, headers });
  const response = await oneReservationAtATime(() => reserveSpace(ownerId, bytes, () => answerTus(own)));
  if (response.status === 201) {
    response.headers.set('Video-Id', videoId);
    response.headers.append('Access-Control-Expose-Headers', 'Video-Id');
  }
  return response;
}

/**
 * Begins an upload, which reserves its space. Another process may do the same at the same time, so both check again
 * afterwards.
 */
async function reserveSpace(ownerId: string, bytes: number, begin: () => Promise<Response>): Promise<Response> {
  const limits = { quota: environment.UPLOAD_QUOTA, unfinished: environment.UNFINISHED_UPLOADS_MAX };
  const refusal = refusalOf(bytes, await readLedger(ownerId), limits);
  if (refusal) throw refusal;
  const response = await begin();
  const uploadId = response.headers.get('location')?.split('/').at(-1);
  if (response.status !== 201 || uploadId === undefined || bytes === 0) return response;
  const overbooked = refusalOf(bytes, await readLedger(ownerId, uploadId), limits);
  if (!overbooked) return response;
  await deleteUpload(uploadId);
  throw overbooked;
}

async function assertReplaceable(videoId: string, ownerId: string): Promise<void> {
  const [video] = await queryPrimaryAs(
    { userId: ownerId },
    views
      .selectFrom('creators_videos')
      .where('videoId', '=', videoId)
      .where('ownerId', '=', ownerId)
      .select('processing'),
  );
  if (!video) throw new UploadRefusal(404, 'no-such-video', 'You have no such video.');
  if (video.processing !== 'failed') {
    throw new UploadRefusal(409, 'in-progress', 'The file of this video hasn’t failed, so it can’t be replaced.');
  }
}
