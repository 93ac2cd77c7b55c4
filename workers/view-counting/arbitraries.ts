import fc from 'fast-check';
import type { ArbitraryStream } from '@/workers/runtime/src/testing/arbitrary-history';
import { anyOf, moments, variationsOf } from '@/workers/runtime/src/testing/arbitrary-messages';
import { viewCounting } from './contract';
import { examples } from './examples';

const milliseconds = (most: number) => fc.integer({ min: 0, max: most }).map((count) => count / 1000);

/** What players may say of the viewing of the examples, and of others under its name. */
export function viewingCommands() {
  return anyOf(
    variationsOf(viewCounting.commands, examples.commands, {
      videoId: fc.constantFrom(examples.events.ViewingStarted.data.videoId, '10000000-0000-4000-8000-000000000002'),
      watchedSeconds: milliseconds(3_600_000),
      receivedAt: moments,
    }),
  );
}

/** A viewing of this video. */
export function viewingStream(viewingId: string, videoId: string): ArbitraryStream {
  const events = variationsOf(viewCounting.events, examples.events, {
    viewingId: fc.constant(viewingId),
    videoId: fc.constant(videoId),
    creditedSeconds: milliseconds(300_000),
    newSeconds: milliseconds(60_000),
    startedAt: moments,
    at: moments,
    viewedAt: moments,
  });
  const { ViewingStarted, ...later } = events;
  return { name: viewCounting.stream(viewingId), first: ViewingStarted, later: anyOf(later), weight: 1 };
}
