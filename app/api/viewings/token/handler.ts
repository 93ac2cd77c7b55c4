import { z } from 'zod';
import { sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { parseJson } from '@/app/_lib/http/parse-json';
import { FORGED, mintViewingToken, renewViewingToken } from '@/app/api/viewings/viewing-token';
import { contextOf, saidSource } from './context';
import { watchableVideo } from './watchable-video';

const question = z.union([z.object({ token: z.string() }), z.object({ videoId: z.uuid(), ...saidSource })]);

/**
 * Makes the token of a viewing, for a video that everybody can watch now: `{ videoId }` becomes `{ token }` of a new
 * viewing, with where the viewer came from, as far as the player says it (`source`, `sourceDetail`). The `{ token }` of a page that was open for long becomes a new `{ token }` of the same viewing. Otherwise
 * answers the reason as `{ error }`.
 */
export const viewingToken: Handler = async ({ headers }, response, { body }) => {
  const parsed = question.safeParse(parseJson(body.toString()));
  if (!parsed.success) return sendError(response, 400, 'Send JSON: {"videoId": UUID} or {"token": string}.');
  const asked = 'token' in parsed.data ? renewViewingToken(parsed.data.token) : parsed.data;
  if (asked === 'forged') return sendError(response, 403, FORGED);
  try {
    const video = await watchableVideo(asked.videoId);
    if (!video) return sendError(response, 404, 'There is no such video.');
    const token =
      'token' in asked
        ? asked.token
        : mintViewingToken({ videoId: asked.videoId, ...video }, contextOf(asked, headers));
    sendJson(response, 200, { token }, { 'Cache-Control': 'no-store' });
  } catch (error) {
    console.error('Could not make a viewing token:', error);
    sendError(response, 503, 'No token. Ask again later.');
  }
};
