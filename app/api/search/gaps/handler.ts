import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { send } from '@/app/_lib/commands/send-command';
import { isClientHidden } from '@/app/_lib/http/client-address';
import { clientLimit } from '@/app/_lib/http/client-limit';
import { sendError, type Handler } from '@/app/_lib/http/handler';
import { parseJson } from '@/app/_lib/http/parse-json';
import { dayOf } from '@/app/_lib/viewers/daily-salt';
import { searcherIdOf } from '@/app/_lib/viewers/viewer-ids';
import { isGap, searchVideos } from '@/app/(site)/search/search-videos';
import { readSearch } from '@/app/(site)/search/search-state';
import { typedSearch } from '@/text/typed-search';
import { searchGaps } from '@/workers/search-gaps/contract';

/** Searches of one network in an hour that are noted. */
const notesTooMany = clientLimit(20, 3600_000);
/** The namespace of the ids of gaps. */
const GAPS = 'c2b4cf3a-9a62-4f0b-8a57-7d1c6a3f2f10';

const said = z.object({ q: z.string() });

/**
 * POST `{ q }` notes that somebody searched for `q` and found nothing, if that is so, for creators who wonder what to make
 * next. Answers 204, also if nothing is noted: nobody waits for it.
 */
export const searchGap: Handler = async (request, response, { body }) => {
  const { headers } = request;
  const parsed = said.safeParse(parseJson(body.toString()));
  if (!parsed.success) return sendError(response, 400, 'Send JSON: {"q": string}.');
  const state = readSearch({ q: parsed.data.q });
  const words = typedSearch(state.q);
  // Hidden clients would count as many, and who asks for privacy is not counted.
  const isNoted = words !== '' && !isClientHidden(headers) && headers['sec-gpc'] !== '1' && !notesTooMany(headers);
  try {
    if (isNoted && isGap(await searchVideos(state))) await note(words, await searcherIdOf(headers, words));
  } catch (error) {
    console.error('Could not note what was searched for:', error);
    return sendError(response, 503, 'Not noted.');
  }
  response.writeHead(204).end();
};

async function note(words: string, searcherId: string): Promise<void> {
  const day = dayOf(Date.now());
  const gapId = uuidFrom(`${day} ${words}`, GAPS);
  const command = searchGaps.commands.NoteSearchGap({ gapId, words, day, searcherId });
  await send(searchGaps.commandStream(gapId), command);
}
