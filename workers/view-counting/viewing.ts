import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import {
  HIGHEST_PLAYBACK_RATE,
  NETWORKS_MAX,
  secondsForAView,
  viewCounting,
  type Viewer,
  type ViewingContext,
} from './contract';
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
  /** The part of it that counts only with the view. */
  readonly secondsBeforeView: number;
  /** When the viewing counted as a view; null before. */
  readonly viewedAt: string | null;
  readonly isWithdrawn: boolean;
  /** Of a bot or a creator of the video. Its view, if there is one, says for itself: those of before 2026-12 count. */
  readonly isLeftOut: boolean;
  /** Of the first report. Viewings of before 2026-12 have none. */
  readonly context: ViewingContext | undefined;
  /** Where reports came from, besides the network of the viewer. */
  readonly otherNetworks: readonly string[];
}

type Command = CommandOf<typeof viewCounting>;
type Event = NewEventOf<typeof viewCounting>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];
type Past = PastEvent<EventOf<typeof viewCounting>>;

const { ViewingStarted, WatchTimeCredited, VideoViewed, ViewWithdrawn } = viewCounting.events;

/** Less is not worth an event, unless it makes the viewing count as a view. A later report includes it. */
const CREDIT_MIN_SECONDS = 1;

/**
 * Credits the watch time that the player reports, limited to the time since the viewing started, by the server's clock,
 * times the highest playback rate. Watching a part twice counts twice. A credit tells which parts of the video it was of. What
 * is credited before the viewing counts as a view counts only with it.
 * A report changes nothing if it is repeated, older than the last credit, below the credited total, or for another video.
 */
export const viewingDecider: Decider<ViewingState, Command, Event, EventOf<typeof viewCounting>> = {
  initialState: null,
  evolve,
  decide,
};

function evolve(viewing: ViewingState, { type, data }: Past): ViewingState {
  if (type === 'ViewingStarted') {
    const { videoId, durationSeconds, context, isLeftOut = false } = data;
    const startedAt = Date.parse(data.startedAt);
    const nothing = { creditedSeconds: 0, secondsBeforeView: 0, viewedAt: null, isWithdrawn: false, otherNetworks: [] };
    return { videoId, durationSeconds, startedAt, lastAt: startedAt, context, isLeftOut, ...nothing };
  }
  if (!viewing) return viewing;
  switch (type) {
    case 'VideoViewed':
      return { ...viewing, viewedAt: data.viewedAt, isLeftOut: data.isLeftOut ?? false };
    case 'ViewWithdrawn':
      return { ...viewing, isWithdrawn: true };
    case 'WatchTimeCredited': {
      const { creditedSeconds, newSeconds, at, networkId } = data;
      const otherNetworks = networkId ? [...viewing.otherNetworks, networkId] : viewing.otherNetworks;
      const secondsBeforeView = viewing.secondsBeforeView + (data.isBeforeView ? newSeconds : 0);
      return { ...viewing, creditedSeconds, secondsBeforeView, lastAt: Date.parse(at), otherNetworks };
    }
  }
}

function decide(command: Command, viewing: ViewingState): readonly Event[] {
  return command.type === 'ReportViewing' ? credit(command.data, viewing) : withdraw(command.data, viewing);
}

function credit(report: DataOf<'ReportViewing'>, viewing: ViewingState): readonly Event[] {
  const { viewingId, videoId, watchedSeconds, receivedAt } = report;
  if (!viewing) {
    const { durationSeconds, context, viewer } = report;
    const isLeftOut = viewer?.isBot || viewer?.isCreator ? true : undefined;
    return [ViewingStarted({ viewingId, videoId, durationSeconds, startedAt: receivedAt, context, isLeftOut })];
  }
  const { startedAt, lastAt, creditedSeconds: before, durationSeconds, context } = viewing;
  const isLeftOut = viewing.isLeftOut || undefined;
  const receivedTime = Date.parse(receivedAt);
  if (viewing.isWithdrawn || videoId !== viewing.videoId || receivedTime < lastAt) return [];

  const possibleSeconds = ((receivedTime - startedAt) / 1000) * HIGHEST_PLAYBACK_RATE;
  const creditedSeconds = toMilliseconds(Math.min(watchedSeconds, possibleSeconds));
  const newSeconds = toMilliseconds(creditedSeconds - before);
  const counts = viewing.viewedAt === null && creditedSeconds >= secondsForAView(durationSeconds);
  if (newSeconds <= 0 || (newSeconds < CREDIT_MIN_SECONDS && !counts)) return [];

  const ranges =
    report.ranges && !isLeftOut
      ? creditedRanges(report.ranges, { before, after: creditedSeconds, durationSeconds })
      : undefined;
  const networkId = newNetwork(report, viewing.otherNetworks);
  const isBeforeView = viewing.viewedAt === null ? true : undefined;
  const told = {
    creditedSeconds,
    newSeconds,
    at: receivedAt,
    durationSeconds,
    context,
    ranges,
    isBeforeView,
    isLeftOut,
    networkId,
  };
  const credited = WatchTimeCredited({ viewingId, videoId, ...told });
  if (!counts) return [credited];
  const networks = 1 + viewing.otherNetworks.length + (networkId ? 1 : 0);
  const evidence = report.viewer && { viewer: report.viewer, networks, claimedSeconds: watchedSeconds };
  const viewed = { viewedAt: receivedAt, watchedSeconds: toMilliseconds(viewing.secondsBeforeView + newSeconds) };
  return [credited, VideoViewed({ viewingId, videoId, ...viewed, context, isLeftOut, evidence })];
}

/** Returns the network of a report if it is another than those that are known. */
function newNetwork({ viewer, networkId }: { viewer?: Viewer; networkId?: string }, others: readonly string[]) {
  const isKnown = networkId === viewer?.networkId || (networkId !== undefined && others.includes(networkId));
  return viewer && !isKnown && others.length < NETWORKS_MAX - 1 ? networkId : undefined;
}

function withdraw({ viewingId, videoId, ...why }: DataOf<'WithdrawView'>, viewing: ViewingState): readonly Event[] {
  if (!viewing?.viewedAt || viewing.isWithdrawn || videoId !== viewing.videoId) return [];
  const { viewedAt, creditedSeconds, context } = viewing;
  const isLeftOut = viewing.isLeftOut || undefined;
  return [ViewWithdrawn({ viewingId, videoId, viewedAt, creditedSeconds, context, isLeftOut, ...why })];
}

/** Rounds seconds down to whole milliseconds. The added epsilon keeps 0.3 from becoming 0.299. */
function toMilliseconds(seconds: number): number {
  return Math.floor(seconds * 1000 + 1e-6) / 1000;
}
