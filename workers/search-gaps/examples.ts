import type { ExamplesOf } from '@message-db/runtime/testing';
import { searchGaps } from './contract';

/** Somebody wants to learn a knot that no tutorial shows. */
const { commands, events } = searchGaps;

const gap = {
  gapId: '60000000-0000-4000-8000-000000000001',
  words: 'monkey fist',
  day: '2026-11-21',
  searcherId: '30000000-0000-4000-8000-000000000001',
};

export const examples = {
  commands: { NoteSearchGap: commands.NoteSearchGap(gap) },
  events: { SearchGapNoted: events.SearchGapNoted(gap) },
} satisfies ExamplesOf<typeof searchGaps>;
