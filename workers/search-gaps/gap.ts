import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider } from '@message-db/runtime';
import { NETWORKS_PER_DAY, searchGaps } from './contract';

/** The networks in which the words were searched for on the day. */
export type GapState = readonly string[];

type Command = CommandOf<typeof searchGaps>;
type Event = NewEventOf<typeof searchGaps>;

const { SearchGapNoted } = searchGaps.events;

/** Notes a search once a network, so that nobody makes one seem to be wanted by many. */
export const gapDecider: Decider<GapState, Command, Event, EventOf<typeof searchGaps>> = {
  initialState: [],
  evolve: (networks, { data }) => [...networks, data.networkId],
  decide: ({ data }, networks) =>
    networks.includes(data.networkId) || networks.length >= NETWORKS_PER_DAY ? [] : [SearchGapNoted(data)],
};
