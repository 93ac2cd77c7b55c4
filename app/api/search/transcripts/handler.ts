import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { send } from '@/app/_lib/commands/send-command';
import { isClientHidden } from '@/app/_lib/http/client-address';
import { clientLimit } from '@/app/_lib/http/client-limit';
import { sendError, type Handler } from '@/app/_lib/http/handler';
import { parseJson } from '@/app/_lib/http/parse-json';
import { dayOf } from '@/app/_lib/viewers/daily-salt';
import { searcherIdOf } from '@/app/_lib/viewers/viewer-ids';
import { viewerOf } from '@/app/api/viewings/token/viewer';
import { watchableVideo } from '@/app/api/viewings/token/watchable-video';
import { typedSearch } from '@/text/typed-search';
import { searchGaps } from '@/workers/search-gaps/contract';

/** Searches of one network in an hour that are noted. */
const notesTooMany = clientLimit(60, 3600_000);
/** The namespace of the ids of searches. */
const SEARCHES = '7c3a6c1e-5d0f-4a0b-9c2e-3f6b1b7f8a42';

const said = z.object({ videoId: z.uuid().toLowerCase(), q: z.string(), isFound: z.boolean() });

/**
 * POST `{ videoId, q, isFound }` notes that somebody searched for `q` in the transcript of a video, for its creator. Answers 204,
 * also if nothing is noted: nobody waits for it. Bots, creators of the video and who asks for privacy are not noted.
 */
export const transcriptSearch: Handler = async (request, response, { body }) => {
  const { headers } = request;
  const parsed = said.safeParse(parseJson(body.toString()));
  if (!parsed.success) {
    return sendError(response, 400, 'Send JSON: {"videoId": UUID, "q": string, "isFound": boolean}.');
  }
  const { videoId, q, isFound } = parsed.data;
  const words = typedSearch(q);
  const isNoted = words !== '' && !isClientHidden(headers) && headers['sec-gpc'] !== '1' && !notesTooMany(headers);
  try {
    const video = isNoted ? await watchableVideo(videoId) : null;
    const viewer = video && (await viewerOf(request, { videoId, ownerId: video.ownerId }));
    if (viewer && !viewer.isBot && !viewer.isCreator) {
      const day = dayOf(Date.now());
      const searchId = uuidFrom(`${videoId} ${day} ${words}`, SEARCHES);
      const searcherId = await searcherIdOf(headers, `${videoId} ${words}`);
      const command = searchGaps.commands.NoteTranscriptSearch({ searchId, videoId, words, day, searcherId, isFound });
      await send(searchGaps.commandStream(searchId), command);
    }
  } catch (error) {
    console.error('Could not note a search in a transcript:', error);
    return sendError(response, 503, 'Not noted.');
  }
  response.writeHead(204).end();
};
