import { v5 as uuidFrom } from 'uuid';
import { searchGaps } from '@/workers/search-gaps/contract';
import type { Tutorial } from './catalogue';
import { send, type RunningSite } from './running-site';

const NAMESPACE = '0b0f7f0c-5c8e-4a26-9d5c-6d8f2a3f7a11';
const DAY_MS = 24 * 3600 * 1000;

/** What people search for in vain, each with how many of them on one day. */
const WANTED: readonly (readonly [words: string, searches: number])[] = [
  ['sharpen a chisel', 7],
  ['sourdough without a scale', 5],
  ['monkey fist knot', 4],
  ['regex lookbehind', 3],
  ['my cousin’s wedding cake', 1],
];

/** Lets people search for what nobody shows, on the days before. It can be done again. */
export async function searchInVain(site: RunningSite, now: Date): Promise<void> {
  for (const [index, [words, searches]] of WANTED.entries()) {
    const day = new Date(now.getTime() - (index + 1) * DAY_MS).toISOString().slice(0, 10);
    const gapId = uuidFrom(`${day} ${words}`, NAMESPACE);
    const commands = Array.from({ length: searches }, (_, searcher) =>
      searchGaps.commands.NoteSearchGap({ gapId, words, day, searcherId: uuidFrom(`${gapId} ${searcher}`, NAMESPACE) }),
    );
    await send(site, searchGaps.commandStream(gapId), commands);
  }
}

/** What viewers look for in each transcript: its longest word, and tools. */
export async function searchTranscripts(
  site: RunningSite,
  videos: readonly { readonly videoId: string; readonly tutorial: Tutorial }[],
  now: Date,
): Promise<void> {
  const day = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  for (const { videoId, tutorial } of videos) {
    const said = [tutorial.description, ...tutorial.steps.map((step) => step.said)].join(' ').toLowerCase();
    const longest = (said.match(/\p{L}+/gu) ?? []).reduce(
      (one, other) => (other.length > one.length ? other : one),
      '',
    );
    for (const [words, searches] of [
      [longest, 6],
      ['tools', 3],
    ] as const) {
      const searchId = uuidFrom(`${videoId} ${day} ${words}`, NAMESPACE);
      const about = { searchId, videoId, words, day, isFound: said.includes(words) };
      const commands = Array.from({ length: searches }, (_, searcher) =>
        searchGaps.commands.NoteTranscriptSearch({
          ...about,
          searcherId: uuidFrom(`${searchId} ${searcher}`, NAMESPACE),
        }),
      );
      await send(site, searchGaps.commandStream(searchId), commands);
    }
  }
}
