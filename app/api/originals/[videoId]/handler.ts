import { z } from 'zod';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { attachment } from '@/app/_lib/http/attachment';
import { sendError, type Handler } from '@/app/_lib/http/handler';
import { sendFile } from '@/app/_lib/media/send-file';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { editableBy } from '@/app/_lib/queries/editable-by';
import { views } from '@/app/_lib/queries/views';
import { storage } from '@/app/_lib/storage';
import { uploadName } from '@/storage/uploads';

/** Sends the owner of a video and its editors the file that it was made from, under its original name. */
export const original: Handler = async (request, response, { params }) => {
  const videoId = z.uuid().safeParse(params.videoId).data;
  const user = await signedInUser(request);
  const video = videoId && user ? await videoToChange(user.userId, videoId) : null;
  if (!video) return sendError(response, 404, 'You have no such video.', { 'Cache-Control': 'no-store' });
  const about = {
    contentType: 'application/octet-stream',
    cacheControl: 'private, no-cache',
    disposition: attachment(video.fileName),
  };
  if (video.uploadId !== null && (await sendFile(request, response, storage(), uploadName(video.uploadId), about)))
    return;
  sendError(response, 404, 'The file of this video is no longer stored.', { 'Cache-Control': 'no-store' });
};

async function videoToChange(userId: string, videoId: string) {
  const [video] = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('creators_videos')
      .where('videoId', '=', videoId)
      .where(editableBy(userId))
      .select(['uploadId', 'fileName']),
  );
  return video ?? null;
}
