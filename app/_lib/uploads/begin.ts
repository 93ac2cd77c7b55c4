import 'server-only';
import { randomUUID } from 'node:crypto';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { environment } from '@/app/_lib/environment';
import { draftVideo } from './draft';
import { isMoving } from './moving';
import { deleteUpload, unpostedUploads, type StoredUpload } from './stored-upload';
import { oneReservationAtATime, readLedger } from './ledger';
import { refusalOf } from './limits';
import { formatMetadata, readUploadRequest, UploadRefusal, type UploadRequest } from './metadata';
import { answerTus } from './server';

/**
 * Begins an upload of this user: of a new video, whose id and draft are made here, or of a file for a draft without one
 * or for a failed video of theirs. If the file is known from an upload that has not ended, it continues that.
 *
 * The answer's `Location` names the upload, its `Video-Id` the video, and `Video-Trace` the command that drafts it.
 * @throws {UploadRefusal}
 */
export async function beginUpload(request: Request, ownerId: string): Promise<Response> {
  const file = readUploadRequest(request.headers, UPLOAD_MAX);
  const unended = (await unpostedUploads()).filter((upload) => upload.ownerId === ownerId);
  const same = unended.find((upload) => isSameFile(upload, file));
  // The file of a video in the trash makes a new video.
  if (same && !(await isInTrash(same.videoId, ownerId))) {
    const headers = { 'Tus-Resumable': '1.0.0', Location: `/api/uploads/${same.uploadId}` };
    return answer(new Response(null, { headers }), same.videoId);
  }

  if (file.videoId !== null) await assertTakesFile(file.videoId, ownerId);
  const others = unended.filter(({ videoId }) => videoId === file.videoId);
  if (others.some(isMoving)) {
    const sentence = 'Another file for this video is being uploaded at the moment. Wait for it, or cancel it first.';
    throw new UploadRefusal(409, 'uploading-elsewhere', sentence);
  }
  for (const { uploadId } of others) await deleteUpload(uploadId);

  const videoId = file.videoId ?? randomUUID();
  const { fileName, lastModified } = file;
  // tus stores this metadata and trusts it later, so it must be the server's and not the browser's.
  const metadata = { ownerId, videoId, fileName, ...(lastModified && { lastModified }) };
  const headers = new Headers(request.headers);
  headers.set('upload-metadata', formatMetadata(metadata));
  // Bytes arrive only with later requests.
  headers.delete('content-type');
  const own = new Request(request.url, { method: request.method, headers });
  const response = await oneReservationAtATime(() => reserveSpace(ownerId, file.bytes, () => answerTus(own)));
  const uploadId = response.status === 201 ? uploadIdOf(response) : undefined;
  if (uploadId === undefined) return response;
  if (file.videoId !== null) return answer(response, videoId);
  try {
    return answer(response, videoId, await draftVideo({ uploadId, videoId, ownerId, fileName }));
  } catch (error) {
    await deleteUpload(uploadId);
    throw error;
  }
}

function answer(response: Response, videoId: string, traceId?: string): Response {
  response.headers.set('Video-Id', videoId);
  response.headers.append('Access-Control-Expose-Headers', 'Video-Id');
  if (traceId) response.headers.set('Video-Trace', traceId);
  return response;
}

/** Compares what a browser knows of a file: its content is the same as far as anybody can tell without reading it. */
function isSameFile(upload: StoredUpload, { fileName, bytes, lastModified, videoId }: UploadRequest): boolean {
  return (
    lastModified !== null &&
    upload.lastModified === lastModified &&
    upload.fileName === fileName &&
    upload.bytes === bytes &&
    (videoId === null || upload.videoId === videoId)
  );
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
  const uploadId = uploadIdOf(response);
  if (response.status !== 201 || uploadId === undefined || bytes === 0) return response;
  const overbooked = refusalOf(bytes, await readLedger(ownerId, uploadId), limits);
  if (!overbooked) return response;
  await deleteUpload(uploadId);
  throw overbooked;
}

function uploadIdOf(response: Response): string | undefined {
  return response.headers.get('location')?.split('/').at(-1);
}

async function isInTrash(videoId: string, ownerId: string): Promise<boolean> {
  const found = await queryPrimaryAs(
    { userId: ownerId },
    views
      .selectFrom('creators_videos')
      .where('videoId', '=', videoId)
      .where('ownerId', '=', ownerId)
      .where('deletedAt', 'is not', null)
      .select('videoId'),
  );
  return found.length > 0;
}

async function assertTakesFile(videoId: string, ownerId: string): Promise<void> {
  const [video] = await queryPrimaryAs(
    { userId: ownerId },
    views
      .selectFrom('creators_videos')
      .where('videoId', '=', videoId)
      .where('ownerId', '=', ownerId)
      .where('deletedAt', 'is', null)
      .select(['replacementName', 'replacementFailure']),
  );
  if (!video) throw new UploadRefusal(404, 'no-such-video', 'You have no such video.');
  if (video.replacementName !== null && video.replacementFailure === null) {
    const sentence = 'The file of this video is being replaced at the moment. Wait for that, or cancel it first.';
    throw new UploadRefusal(409, 'in-progress', sentence);
  }
}
