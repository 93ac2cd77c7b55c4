import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider } from '@message-db/runtime';
import { SEARCHES_PER_DAY, searchGaps } from './contract';

/** Who searched for the words on the day. */
export type GapState = readonly string[];

type Command = CommandOf<typeof searchGaps>;
type Event = NewEventOf<typeof searchGaps>;

const { SearchGapNoted, TranscriptSearchNoted } = searchGaps.events;

/** Notes a search once a searcher. */
export const gapDecider: Decider<GapState, Command, Event, EventOf<typeof searchGaps>> = {
  initialState: [],
  evolve: (searchers, { data }) => [...searchers, data.searcherId],
  decide(command, searchers) {
    if (searchers.includes(command.data.searcherId) || searchers.length >= SEARCHES_PER_DAY) return [];
    return [command.type === 'NoteSearchGap' ? SearchGapNoted(command.data) : TranscriptSearchNoted(command.data)];
  },
};
