import fc from 'fast-check';
import type { Contract } from '@message-db/client';
import { channelStream, handleStream } from '@/workers/channel/arbitraries';
import { accountStream, addressStream } from '@/workers/identity/arbitraries';
import { type ArbitraryStream, anyOf, variationsOf, type Examples } from '@message-db/runtime/testing';
import { videoStream } from '@/workers/video-publishing/arbitraries';
import { viewingStream } from '@/workers/view-counting/arbitraries';
import { gapStream, transcriptSearchStream } from '@/workers/search-gaps/arbitraries';
import { networkStream } from '@/workers/view-auditing/arbitraries';
import { ada, bob, bread, knots, unknown, viewingId } from './history';

/** Random streams of a small site: two people and an address, two videos, and viewings of them. */
export const accountStreams: readonly ArbitraryStream[] = [accountStream(ada), accountStream(bob)];
export const addressStreams: readonly ArbitraryStream[] = [addressStream('ada@example.com')];
/** A handle that either has, and the channel of each. */
export const channelStreams: readonly ArbitraryStream[] = [
  channelStream(ada),
  channelStream(bob),
  handleStream('knots', [ada, bob]),
];
export const videoStreams: readonly ArbitraryStream[] = [videoStream(knots, [ada]), videoStream(bread, [bob])];
/** One is of a video without other events. */
export const viewingStreams: readonly ArbitraryStream[] = [
  viewingStream(viewingId(1), knots),
  viewingStream(viewingId(2), knots),
  viewingStream(viewingId(3), bread),
  viewingStream(viewingId(4), unknown),
];

/** Streams of the examples of a contract's commands and events, in any order. */
export function streamsOf(contract: Contract, examples: Examples): readonly ArbitraryStream[] {
  const commands = anyOf(variationsOf(contract.commands, examples.commands, {}));
  const events = anyOf(variationsOf(contract.events, examples.events, {}));
  return ['1', '2'].flatMap((id) => [
    { name: contract.commandStream(id), first: commands, later: commands, weight: 1 },
    { name: contract.stream(id), first: events, later: events, weight: 1 },
  ]);
}

const watched = fc.constantFrom(knots, bread, unknown);
/** Audits of views in three networks. */
export const auditStreams: readonly ArbitraryStream[] = [
  networkStream('30000000-0000-4000-8000-000000000001', '2026-03-01', watched),
  networkStream('30000000-0000-4000-8000-000000000009', '2026-03-02', watched),
  // By then, views forget who watched on the others.
  networkStream('30000000-0000-4000-8000-00000000000a', '2026-03-06', watched),
];
/** Searches for words on two days, and for others. */
export const gapStreams: readonly ArbitraryStream[] = [
  gapStream('60000000-0000-4000-8000-000000000001', 'monkey fist', '2026-03-01'),
  gapStream('60000000-0000-4000-8000-000000000002', 'monkey fist', '2026-03-02'),
  gapStream('60000000-0000-4000-8000-000000000003', 'turk’s head', '2026-03-02'),
  transcriptSearchStream({
    searchId: '60000000-0000-4000-8000-000000000004',
    videoId: knots,
    ...{ words: 'half hitch', day: '2026-03-02' },
  }),
];
