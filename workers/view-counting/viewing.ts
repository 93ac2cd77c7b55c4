import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { HIGHEST_PLAYBACK_RATE, secondsForAView, viewCounting, type ViewingContext } from './contract';
import { creditedRanges } from './credited-ranges';

/** The state of a viewing; null before it starts. */
export type ViewingState = Viewing | null;

interface Viewing {
  readonly videoId: string;
  readonly durationSeconds: number;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly startedAt: number;
  /** The time of the last credit; `startedAt` before the first. Milliseconds since the epoch. */
  readonly lastAt: number;
  /** The total. */
  readonly creditedSeconds: number;
  readonly hasCounted: boolean;
  /** Of the first report. Viewings of before 2026-12 have none. */
  readonly context: ViewingContext | undefined;
}

type Command = CommandOf<typeof viewCounting>;
type Event = NewEventOf<typeof viewCounting>;
type Past = PastEvent<EventOf<typeof viewCounting>>;

const { ViewingStarted, WatchTimeCredited, VideoViewed } = viewCounting.events;

/** Less is not worth an event, unless it makes the viewing count as a view. A later report includes it. */
const CREDIT_MIN_SECONDS = 1;

/**
 * Credits the watch time that the player reports, limited to the time since the viewing started, by the server's clock,
 * times the highest playback rate. Watching a part twice counts twice. A credit tells which parts of the video it was of.
 * A report changes nothing if it is repeated, older than the last credit, below the credited total, or for another video.
 */
export const viewingDecider: Decider<ViewingState, Command, Event, EventOf<typeof viewCounting>> = {
  initialState: null,
  evolve,
  decide,
};

function evolve(viewing: ViewingState, { type, data }: Past): ViewingState {
  if (type === 'ViewingStarted') {
    const { videoId, durationSeconds, context } = data;
    const startedAt = Date.parse(data.startedAt);
    return { videoId, durationSeconds, startedAt, lastAt: startedAt, creditedSeconds: 0, hasCounted: false, context };
  }
  if (!viewing) return viewing;
  if (type === 'VideoViewed') return { ...viewing, hasCounted: true };
  return { ...viewing, creditedSeconds: data.creditedSeconds, lastAt: Date.parse(data.at) };
}

function decide({ data }: Command, viewing: ViewingState): readonly Event[] {
  const { viewingId, videoId, watchedSeconds, receivedAt } = data;
  if (!viewing) {
    const { durationSeconds, context } = data;
    return [ViewingStarted({ viewingId, videoId, durationSeconds, startedAt: receivedAt, context })];
  }
  const { startedAt, lastAt, creditedSeconds: before, durationSeconds, context } = viewing;
  const receivedTime = Date.parse(receivedAt);
  if (videoId !== viewing.videoId || receivedTime < lastAt) return [];

  const possibleSeconds = ((receivedTime - startedAt) / 1000) * HIGHEST_PLAYBACK_RATE;
  const creditedSeconds = toMilliseconds(Math.min(watchedSeconds, possibleSeconds));
  const newSeconds = toMilliseconds(creditedSeconds - before);
  const counts = !viewing.hasCounted && creditedSeconds >= secondsForAView(durationSeconds);
  if (newSeconds <= 0 || (newSeconds < CREDIT_MIN_SECONDS && !counts)) return [];

  const ranges = data.ranges && creditedRanges(data.ranges, { before, after: creditedSeconds, durationSeconds });
  const credit = { creditedSeconds, newSeconds, at: receivedAt, durationSeconds, context, ranges };
  const credited = WatchTimeCredited({ viewingId, videoId, ...credit });
  return counts ? [credited, VideoViewed({ viewingId, videoId, viewedAt: receivedAt, context })] : [credited];
}

/** Rounds seconds down to whole milliseconds. The added epsilon keeps 0.3 from becoming 0.299. */
function toMilliseconds(seconds: number): number {
  return Math.floor(seconds * 1000 + 1e-6) / 1000;
}
