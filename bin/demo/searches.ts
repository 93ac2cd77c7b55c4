import { v5 as uuidFrom } from 'uuid';
import { searchGaps } from '@/workers/search-gaps/contract';
import { send, type RunningSite } from './running-site';

const NAMESPACE = '0b0f7f0c-5c8e-4a26-9d5c-6d8f2a3f7a11';
const DAY_MS = 24 * 3600 * 1000;

/** What people search for in vain, each with how often. */
const WANTED: readonly (readonly [words: string, searches: number])[] = [
  ['sharpen a chisel', 7],
  ['sourdough without a scale', 5],
  ['monkey fist knot', 4],
  ['regex lookbehind', 3],
  ['my cousin’s wedding cake', 1],
];

/** Lets people search for what nobody shows, one a day from another network. It can be done again. */
export async function searchInVain(site: RunningSite, now: Date): Promise<void> {
  for (const [words, searches] of WANTED)
    for (let daysAgo = 1; daysAgo <= searches; daysAgo += 1) {
      const at = new Date(now.getTime() - daysAgo * DAY_MS).toISOString();
      const day = at.slice(0, 10);
      const gapId = uuidFrom(`${day} ${words}`, NAMESPACE);
      const networkId = uuidFrom(`network ${day} ${words}`, NAMESPACE);
      const command = searchGaps.commands.NoteSearchGap({ gapId, words, day, networkId, at });
      await send(site, searchGaps.commandStream(gapId), command);
    }
}
