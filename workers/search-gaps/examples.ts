import type { ExamplesOf } from '@message-db/runtime/testing';
import { searchGaps } from './contract';

/** Somebody wants to learn a knot that no tutorial shows. */
const { commands, events } = searchGaps;

const gap = {
  gapId: '60000000-0000-4000-8000-000000000001',
  words: 'monkey fist',
  day: '2026-11-21',
  networkId: '30000000-0000-4000-8000-000000000001',
  at: '2026-11-21T12:00:00.000Z',
};

export const examples = {
  commands: { NoteSearchGap: commands.NoteSearchGap(gap) },
  events: { SearchGapNoted: events.SearchGapNoted(gap) },
} satisfies ExamplesOf<typeof searchGaps>;
