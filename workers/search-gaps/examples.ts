import type { ExamplesOf } from '@message-db/runtime/testing';
import { searchGaps } from './contract';

/** Somebody wants to learn a knot that no tutorial shows, and looks for a word in what is said in one. */
const { commands, events } = searchGaps;

const gap = {
  gapId: '60000000-0000-4000-8000-000000000001',
  words: 'monkey fist',
  day: '2026-11-21',
  searcherId: '30000000-0000-4000-8000-000000000001',
};
const transcriptSearch = {
  searchId: '60000000-0000-4000-8000-000000000002',
  videoId: '10000000-0000-4000-8000-000000000001',
  words: 'half hitch',
  day: '2026-11-21',
  searcherId: '30000000-0000-4000-8000-000000000001',
  isFound: true,
};

export const examples = {
  commands: {
    NoteSearchGap: commands.NoteSearchGap(gap),
    NoteTranscriptSearch: commands.NoteTranscriptSearch(transcriptSearch),
  },
  events: {
    SearchGapNoted: events.SearchGapNoted(gap),
    TranscriptSearchNoted: events.TranscriptSearchNoted(transcriptSearch),
  },
} satisfies ExamplesOf<typeof searchGaps>;
