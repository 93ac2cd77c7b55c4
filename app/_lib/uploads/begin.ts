import 'server-only';
import { randomUUID } from 'node:crypto';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { editableBy } from '@/app/_lib/queries/editable-by';
import { views } from '@/app/_lib/queries/views';
import { whyNotPublish, type Rights } from '@/app/_lib/auth/permissions';
import { environment } from '@/app/_lib/environment';
import { isDismissed } from './dismissed';
import { draftVideo } from './draft';
import { isMoving } from './moving';
import { deleteUpload, unpostedUploads, uploaderOf, type StoredUpload } from './stored-upload';
import { oneReservationAtATime, readLedger } from './ledger';
import { noSpaceOfOwner, refusalOf } from './limits';
import { formatMetadata, readUploadRequest, UploadRefusal, type UploadRequest } from './metadata';
import { answerTus } from './server';

/**
 * Begins an upload of this user: a new video, whose id and draft are made here, or a new file for a video that they may
 * change. If an unfinished upload of the same file is known, it continues that one.
 *
 * For an archive, nothing is drafted: its videos are drafted when they are imported.
 *
 * The answer's `Location` names the upload, its `Video-Id` the video, and `Video-Trace` the command that drafts it.
 * @throws {UploadRefusal}
 */
export async function beginUpload(request: Request, user: Rights & { userId: string }): Promise<Response> {
  const { userId } = user;
  const file = readUploadRequest(request.headers, UPLOAD_MAX);
  const unposted = await unpostedUploads();
  const same = unposted.find((upload) => uploaderOf(upload) === userId && isSameFile(upload, file));
  // If the video is in the trash, or the user may no longer change it, the file makes a new video.
  if (same && (await takesItsFile(same, userId))) {
    const headers = { 'Tus-Resumable': '1.0.0', Location: `/api/uploads/${same.uploadId}` };
    return answer(new Response(null, { headers }), same.videoId);
  }

  const ownerId = file.videoId === null ? userId : await ownerWhoTakesFile(file.videoId, userId);
  const refusal = whyNotPublish(user, ownerId);
  if (refusal !== null) throw new UploadRefusal(403, 'forbidden', refusal);
  const others = unposted.filter(({ videoId }) => videoId === file.videoId);
  // The owner's upload may replace one that an editor left unfinished, but not the other way round. Anyone's may
  // replace one whose editor was dismissed.
  const isKept = async (upload: StoredUpload) =>
    (isMoving(upload) || ![ownerId, uploaderOf(upload)].includes(userId)) && !(await isDismissed(upload));
  if ((await Promise.all(others.map(isKept))).includes(true)) {
    const sentence = 'Another file for this video is being uploaded at the moment. Wait for it, or cancel it first.';
    throw new UploadRefusal(409, 'uploading-elsewhere', sentence);
  }
  for (const { uploadId } of others) await deleteUpload(uploadId);

  const videoId = file.videoId ?? randomUUID();
  const { fileName, lastModified } = file;
  // tus stores this metadata and trusts it later, so it must be the server's and not the browser's.
  const by = { ownerId, ...(ownerId !== userId && { uploaderId: userId }) };
  const purpose = file.isArchive && { purpose: 'archive' };
  const metadata = { ...by, videoId, fileName, ...(lastModified && { lastModified }), ...purpose };
  const headers = new Headers(request.headers);
  headers.set('upload-metadata', formatMetadata(metadata));
  // Bytes arrive only with later requests.
  headers.delete('content-type');
  const own = new Request(request.url, { method: request.method, headers });
  const response = await oneReservationAtATime(() => reserveSpace(by, file.bytes, () => answerTus(own)));
  const uploadId = response.status === 201 ? uploadIdOf(response) : undefined;
  if (uploadId === undefined) return response;
  if (file.videoId !== null || file.isArchive) return answer(response, videoId);
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
function isSameFile(
  upload: StoredUpload,
  { fileName, bytes, lastModified, videoId, isArchive }: UploadRequest,
): boolean {
  return (
    (upload.purpose === 'archive') === isArchive &&
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
async function reserveSpace(
  { ownerId, uploaderId }: Pick<StoredUpload, 'ownerId' | 'uploaderId'>,
  bytes: number,
  begin: () => Promise<Response>,
): Promise<Response> {
  const limits = { quota: environment.UPLOAD_QUOTA, unfinished: environment.UNFINISHED_UPLOADS_MAX };
  const refused = async (except?: string) => {
    const refusal = refusalOf(bytes, await readLedger(ownerId, uploaderId ?? ownerId, except), limits);
    // An editor must not learn how much storage the owner has left.
    return refusal?.reason === 'quota' && uploaderId !== undefined ? noSpaceOfOwner() : refusal;
  };
  const refusal = await refused();
  if (refusal) throw refusal;
  const response = await begin();
  const uploadId = uploadIdOf(response);
  if (response.status !== 201 || uploadId === undefined || bytes === 0) return response;
  const overbooked = await refused(uploadId);
  if (!overbooked) return response;
  await deleteUpload(uploadId);
  throw overbooked;
}

function uploadIdOf(response: Response): string | undefined {
  return response.headers.get('location')?.split('/').at(-1);
}

/** Returns whether the video of an unfinished upload still accepts it. */
async function takesItsFile({ videoId, uploaderId }: StoredUpload, userId: string): Promise<boolean> {
  const [video] = await queryPrimaryAs(
    { userId },
    views.selectFrom('creators_videos').where('videoId', '=', videoId).where(editableBy(userId)).select('deletedAt'),
  );
  // A new video is its uploader's own, and may not be in the view yet.
  return video ? video.deletedAt === null : uploaderId === undefined;
}

/** Returns the owner of a video, if it accepts a new file from a user. @throws {UploadRefusal} if not. */
async function ownerWhoTakesFile(videoId: string, userId: string): Promise<string> {
  const [video] = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('creators_videos')
      .where('videoId', '=', videoId)
      .where(editableBy(userId))
      .where('deletedAt', 'is', null)
      .select(['ownerId', 'replacementName', 'replacementFailure']),
  );
  if (!video) throw new UploadRefusal(404, 'no-such-video', 'You have no such video.');
  if (video.replacementName !== null && video.replacementFailure === null) {
    const sentence = 'The file of this video is being replaced at the moment. Wait for that, or cancel it first.';
    throw new UploadRefusal(409, 'in-progress', sentence);
  }
  return video.ownerId;
}
