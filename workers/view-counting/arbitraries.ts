import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { viewCounting } from './contract';
import { examples } from './examples';

/** Seconds, to the millisecond. */
const seconds = (maxMilliseconds: number) => fc.integer({ min: 0, max: maxMilliseconds }).map((count) => count / 1000);

/** Ranges of any lengths, in any order, also such as no player sends. */
const reportedRanges = fc.array(
  fc.record({
    from: seconds(400_000),
    to: seconds(400_000),
    at: seconds(600_000),
    rate: fc.constantFrom(0.5, 1, 2),
    isVisible: fc.boolean(),
  }),
  { maxLength: 8 },
);

/** Reports on the viewing of the examples, some of them for another video. */
export function viewingCommands() {
  return anyOf(
    variationsOf(viewCounting.commands, examples.commands, {
      videoId: fc.constantFrom(examples.events.ViewingStarted.data.videoId, '10000000-0000-4000-8000-000000000002'),
      watchedSeconds: seconds(3_600_000),
      receivedAt: moments,
      ranges: reportedRanges,
      networkId: fc.constantFrom(...[1, 2, 3].map((last) => `30000000-0000-4000-8000-00000000000${last}`)),
    }),
  );
}

/** Returns the stream of a viewing of this video. */
export function viewingStream(viewingId: string, videoId: string): ArbitraryStream {
  const events = variationsOf(viewCounting.events, examples.events, {
    viewingId: fc.constant(viewingId),
    videoId: fc.constant(videoId),
    creditedSeconds: seconds(300_000),
    newSeconds: seconds(60_000),
    startedAt: moments,
    at: moments,
    viewedAt: moments,
  });
  const { ViewingStarted, ...later } = events;
  return { name: viewCounting.stream(viewingId), first: ViewingStarted, later: anyOf(later), weight: 1 };
}
