import { randomUUID } from 'node:crypto';
import { createMessageStore } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { ASKER_SETTINGS } from '@/roles';
import { searchGaps } from '@/workers/search-gaps/contract';
import { openDatabase } from './view-tables';

/** Writes that somebody at another network searched for these words today, and found nothing. */
export async function searchInVain(words: string): Promise<void> {
  const database = openDatabase();
  const [day, gapId] = [new Date().toISOString().slice(0, 10), uuidFrom(words, uuidFrom.URL)];
  const command = searchGaps.commands.NoteSearchGap({ gapId, words, day, searcherId: randomUUID() });
  await createMessageStore(database).write(searchGaps.commandStream(gapId), command);
  await database.end();
}

/** Returns how often these words were searched for in vain, as far as views show it to somebody with an account. */
export async function searchesInVain(words: string): Promise<number> {
  const database = openDatabase();
  const client = await database.connect();
  await client.query('SELECT set_config($1, $2, false)', [ASKER_SETTINGS.userId, randomUUID()]);
  const { rows } = await client.query<{ searches: number }>(
    'SELECT coalesce(sum(searches), 0)::integer AS searches FROM view.analytics_search_gaps WHERE words = $1',
    [words],
  );
  client.release();
  await database.end();
  return rows[0]!.searches;
}

/** Writes that somebody at another network searched for these words in the transcript of a video today. */
export async function searchTranscript(videoId: string, words: string, isFound: boolean): Promise<void> {
  const database = openDatabase();
  const [day, searchId] = [new Date().toISOString().slice(0, 10), uuidFrom(`${videoId} ${words}`, uuidFrom.URL)];
  const search = { searchId, videoId, words, day, searcherId: randomUUID(), isFound };
  const command = searchGaps.commands.NoteTranscriptSearch(search);
  await createMessageStore(database).write(searchGaps.commandStream(searchId), command);
  await database.end();
}
