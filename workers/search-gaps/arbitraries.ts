import fc from 'fast-check';
import { type ArbitraryStream, anyOf, variationsOf } from '@message-db/runtime/testing';
import { searchGaps } from './contract';
import { examples } from './examples';

const searcherId = fc.constantFrom(...[1, 2, 3].map((last) => `30000000-0000-4000-8000-00000000000${last}`));

/** Searches for the words of the examples by a few searchers. */
export function gapCommands() {
  return anyOf(variationsOf(searchGaps.commands, examples.commands, { searcherId }));
}

/** Returns the stream of the words of a search on a day. */
export function gapStream(gapId: string, words: string, day: string): ArbitraryStream {
  const about = { gapId: fc.constant(gapId), words: fc.constant(words), day: fc.constant(day), searcherId };
  const { SearchGapNoted } = variationsOf(searchGaps.events, examples.events, about);
  return { name: searchGaps.stream(gapId), first: SearchGapNoted, later: SearchGapNoted, weight: 1 };
}

/** Returns the stream of the words of a search in a transcript on a day. */
export function transcriptSearchStream(search: {
  searchId: string;
  videoId: string;
  words: string;
  day: string;
}): ArbitraryStream {
  const { searchId, videoId, words, day } = search;
  const { TranscriptSearchNoted } = variationsOf(searchGaps.events, examples.events, {
    searchId: fc.constant(searchId),
    videoId: fc.constant(videoId),
    words: fc.constant(words),
    day: fc.constant(day),
    searcherId,
    isFound: fc.boolean(),
  });
  return { name: searchGaps.stream(searchId), first: TranscriptSearchNoted, later: TranscriptSearchNoted, weight: 1 };
}
