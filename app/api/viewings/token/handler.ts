import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { clientLimit } from '@/app/_lib/http/client-limit';
import { sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { parseJson } from '@/app/_lib/http/parse-json';
import { countryOf } from '@/app/_lib/viewers/country';
import { FORGED, mintViewingToken, renewViewingToken } from '@/app/api/viewings/viewing-token';
import { contextOf, saidSource } from './context';
import { viewerOf } from './viewer';
import { watchableVideo, type WatchableVideo } from './watchable-video';

/** New viewings of one network in a minute. A lecture hall begins fewer, and players ask again later. */
const beginsTooMany = clientLimit(300, 60_000);

const newViewing = z.object({ videoId: z.uuid(), seriesId: z.uuid().optional().catch(undefined), ...saidSource });
const question = z.union([z.object({ token: z.string() }), newViewing]);

/**
 * Makes the token of a viewing, for a video that everybody can watch now: `{ videoId }` becomes `{ token }` of a new
 * viewing. It says where the viewer came from, as far as the player tells it (`source`, `sourceDetail`, `audience`), in which
 * series (`seriesId`), and who watches. The `{ token }` of a page that was open for long becomes a new `{ token }` of the
 * same viewing. Otherwise answers the reason as `{ error }`.
 */
export const viewingToken: Handler = async (request, response, { body }) => {
  const parsed = question.safeParse(parseJson(body.toString()));
  if (!parsed.success) return sendError(response, 400, 'Send JSON: {"videoId": UUID} or {"token": string}.');
  const asked = 'token' in parsed.data ? renewViewingToken(parsed.data.token) : parsed.data;
  if (asked === 'forged') return sendError(response, 403, FORGED);
  if (!('token' in parsed.data) && beginsTooMany(request.headers))
    return sendError(response, 429, 'Too many viewings began here in this minute. Ask again later.');
  try {
    const video = await watchableVideo(asked.videoId, 'seriesId' in asked ? asked.seriesId : undefined);
    if (!video) return sendError(response, 404, 'There is no such video.');
    const token = 'token' in asked ? asked.token : await newToken(asked, video, request);
    sendJson(response, 200, { token }, { 'Cache-Control': 'no-store' });
  } catch (error) {
    console.error('Could not make a viewing token:', error);
    sendError(response, 503, 'No token. Ask again later.');
  }
};

async function newToken(
  asked: z.output<typeof newViewing>,
  { durationSeconds, ownerId, seriesId }: WatchableVideo,
  request: IncomingMessage,
): Promise<string> {
  const { videoId } = asked;
  const [viewer, country] = await Promise.all([viewerOf(request, { videoId, ownerId }), countryOf(request.headers)]);
  const context = contextOf(asked, request.headers, { country, seriesId });
  return mintViewingToken({ videoId, durationSeconds }, { context, viewer });
}
