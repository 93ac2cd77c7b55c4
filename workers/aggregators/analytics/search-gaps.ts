import type { FactOf, Statement } from '@message-db/runtime';
import { ofVisibleSubjects } from './subjects';
import type { searchGaps } from '@/workers/search-gaps/contract';
import { ASKER } from '../rules';
import { addUp, sameCase, sorted } from '../statements';
import { date, integer, table, text, uuid } from '../table';

type SearchEvent = FactOf<typeof searchGaps>;
type Noted<Type extends SearchEvent['type']> = Extract<SearchEvent, { type: Type }>;

/** What people searched for and did not find, by UTC day, each network once a day. For everybody with an account. A year. */
export const gaps = table(
  'analytics_search_gaps',
  { day: date('NOT NULL'), words: text('NOT NULL'), searches: integer('NOT NULL DEFAULT 0') },
  { key: ['day', 'words'], rule: `${ASKER} IS NOT NULL` },
);

/** What people searched for in the transcript of a video, by UTC day, each network once a day. A year. The subject is the video. */
export const transcriptSearches = table(
  'analytics_transcript_searches',
  {
    subjectId: uuid('NOT NULL'),
    day: date('NOT NULL'),
    words: text('NOT NULL'),
    searches: integer('NOT NULL DEFAULT 0'),
    /** How many of them found something. */
    found: integer('NOT NULL DEFAULT 0'),
  },
  { key: ['subjectId', 'day', 'words'], rule: ofVisibleSubjects },
);

/** Adds searches. */
export function addSearches(events: readonly SearchEvent[]): Statement[] {
  return [
    ...addGaps(events.filter((event) => event.type === 'SearchGapNoted')),
    ...addTranscriptSearches(events.filter((event) => event.type === 'TranscriptSearchNoted')),
  ];
}

function addGaps(events: readonly Noted<'SearchGapNoted'>[]): Statement[] {
  const found = new Map<string, { day: string; words: string; searches: number }>();
  for (const { data } of events) {
    const { day, words } = data;
    const key = `${day} ${words}`;
    found.set(key, { day, words, searches: (found.get(key)?.searches ?? 0) + 1 });
  }
  const rows = sorted(found).map(([, row]) => row);
  if (rows.length === 0) return [];
  const added = addUp(gaps, {
    day: rows.map(({ day }) => day),
    words: rows.map(({ words }) => words),
    searches: rows.map(({ searches }) => searches),
  });
  return [...added, withoutOld(gaps.name)];
}

/** Leaves out what is older than a year. */
const withoutOld = (name: string): Statement => ({
  text: `DELETE FROM ${name} WHERE day < (SELECT max(day) FROM ${name}) - 366`,
  values: [],
});

function addTranscriptSearches(events: readonly Noted<'TranscriptSearchNoted'>[]): Statement[] {
  const counted = new Map<string, { videoId: string; day: string; words: string; searches: number; found: number }>();
  for (const { data } of events) {
    const { day, words, isFound } = data;
    const videoId = sameCase(data.videoId);
    const key = `${videoId} ${day} ${words}`;
    const { searches = 0, found = 0 } = counted.get(key) ?? {};
    counted.set(key, { ...{ videoId, day, words }, searches: searches + 1, found: found + Number(isFound) });
  }
  const rows = sorted(counted).map(([, row]) => row);
  if (rows.length === 0) return [];
  return [
    ...addUp(transcriptSearches, {
      subjectId: rows.map(({ videoId }) => videoId),
      day: rows.map(({ day }) => day),
      words: rows.map(({ words }) => words),
      searches: rows.map(({ searches }) => searches),
      found: rows.map(({ found }) => found),
    }),
    withoutOld(transcriptSearches.name),
  ];
}
