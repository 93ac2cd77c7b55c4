import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { redirect, sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { reply } from '@/app/_server/reply';
import { addPicture, readPictureForm } from '@/app/_lib/uploads/picture-form';
import type { PictureNotice } from '@/app/_lib/uploads/picture-notice';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';
import { PICTURE_MAX, videoPublishing } from '@/workers/video-publishing/contract';

const SIGNED_OUT = 'You are signed out, so nothing was changed. Sign in again, and choose the file again.';

/**
 * Takes the form of a poster: a picture and the page's stamp. It stores the file, and tells the component. A form leads
 * back to the page of the video; a script, which asks for JSON, is told what to say as `{ notice }`.
 */
export const posters: Handler = async (request, response, { params }) => {
  const videoId = z.uuid().toLowerCase().safeParse(params.videoId).data;
  if (!videoId) return sendError(response, 404, 'There is no such video.');
  const page = `/studio/videos/${videoId}/details`;
  const user = await signedInUser(request);
  const isScript = request.headers.accept === 'application/json';
  if (!user && isScript) return reply(request, response, { status: 401, text: SIGNED_OUT });
  if (!user) return redirect(request, response, `/sign-in?next=${encodeURIComponent(page)}`);
  const answer = (notice: PictureNotice | null) =>
    isScript
      ? sendJson(response, 200, { notice }, { 'Cache-Control': 'no-store' })
      : redirect(request, response, `${page}${notice ? `?${new URLSearchParams({ poster: notice })}` : ''}#poster`);
  const file = await readPictureForm(request, user, PICTURE_MAX);
  if (file === 'gone') return void response.destroy();
  if (typeof file === 'string') return answer(file);
  const { userId } = user;
  const video = await creatorsVideo(userId, videoId);
  if (!video || video.role === 'viewer' || video.deletedAt) return sendError(response, 404, 'You have no such video.');
  const posterId = `poster-${randomUUID()}`;
  const command = videoPublishing.commands.ChoosePoster({
    ...{ videoId, posterId, userId, source: { kind: 'picture' } as const },
    requestedAt: new Date().toISOString(),
  });
  const send = () =>
    sendAndWait(videoPublishing.commandStream(videoId), command, { userId, aggregators: ['creators-videos'] });
  return answer(await addPicture(`media/${videoId}/${posterId}/original`, file, send));
};
