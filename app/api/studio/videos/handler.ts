import { z } from 'zod';
import { whyNot } from '@/app/_lib/auth/permissions';
import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { videoStates } from '@/app/studio/_queries/video-states';

/** So many videos are answered at once. */
const MAX_VIDEOS = 100;

/**
 * GET `?video=<id>&video=<id>` answers `{ videos }`: the states of these videos of the user's, for pages that follow
 * videos that they did not render. Videos that are not theirs, or not there yet, are left out.
 */
export const studioVideos: Handler = async (request, response) => {
  const user = await signedInUser(request);
  if (!user) return sendError(response, 401, 'Sign in first.');
  const refusal = whyNot(user, 'member');
  if (refusal !== null) return sendError(response, 403, refusal);
  const asked = new URL(request.url!, 'http://localhost').searchParams.getAll('video');
  const videoIds = asked.filter((id) => z.uuid().safeParse(id).success).slice(0, MAX_VIDEOS);
  const videos = await videoStates(user.userId, videoIds);
  sendJson(response, 200, { videos }, { 'Cache-Control': 'no-store' });
};
