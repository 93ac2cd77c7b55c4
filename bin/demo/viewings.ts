import { v5 as uuidFrom } from 'uuid';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { viewCounting, type Viewer, type ViewingContext } from '@/workers/view-counting/contract';
import { someContext } from './audience';
import type { Tutorial } from './catalogue';
import { rangesBetween, somePlayback, toMilliseconds, type Playback } from './playback';
import { randomFrom } from './random';
import type { LessonPlace } from './series';

const NAMESPACE = 'f5a0a4f1-4a0e-4d0b-8d4c-b2ad6d0b34a6';
const DAY_MS = 24 * 3600 * 1000;
const REPORT_EVERY_SECONDS = 10;
/** How many more watch on the day on which a tutorial is published. */
const LAUNCH = 6;

/** A viewing: that the site sent the film, unless a program only pretends to watch, and the reports. */
export interface DemoViewing {
  delivery: { streamName: string; command: ReturnType<typeof viewAuditing.commands.NoteDelivery> } | null;
  streamName: string;
  reports: ReturnType<typeof viewCounting.commands.ReportViewing>[];
}

interface Video {
  videoId: string;
  ownerId: string;
  durationSeconds: number;
}

/**
 * Generates viewings of a video over the days before `now`: more for a higher appeal, at
 * weekends, on later days, and on the first.
 * Some are too short to count. The same arguments give the same viewings.
 * @param tutorial what the video is of. Its appeal is the approximate number of viewings a day at the end.
 * @param lesson where it is in a series; undefined for none.
 */
export function viewingsOf(
  video: Video,
  tutorial: Pick<Tutorial, 'name' | 'tags' | 'appeal'>,
  days: number,
  now: Date,
  lesson?: LessonPlace,
): DemoViewing[] {
  const random = randomFrom(video.videoId);
  const hardAt = 0.35 + 0.4 * random();
  const hard = {
    from: toMilliseconds(video.durationSeconds * hardAt),
    to: toMilliseconds(video.durationSeconds * (hardAt + 0.12)),
  };
  const viewings: DemoViewing[] = [];
  for (let daysAgo = days - 1; daysAgo >= 0; daysAgo -= 1) {
    const weekday = new Date(now.getTime() - daysAgo * DAY_MS).getUTCDay();
    const weekend = weekday === 0 || weekday === 6 ? 1.5 : 1;
    const launch = daysAgo >= days - 1 ? LAUNCH : 1;
    const expected = (tutorial.appeal / 3) * (1 - daysAgo / (days * 1.4)) * weekend * launch;
    const count = Math.floor(expected * 2 * random());
    for (let index = 0; index < count; index += 1) {
      // At least an hour ago, so that no viewing of today is in the future.
      const startedAt = new Date(now.getTime() - daysAgo * DAY_MS - random() * DAY_MS * 0.9 - 3600 * 1000);
      const viewingId = uuidFrom(`${video.videoId} ${daysAgo} ${index}`, NAMESPACE);
      const viewer = someViewer(video.ownerId, viewingId, startedAt);
      const playback = somePlayback(video.durationSeconds, hard, random);
      const context = someContext(tutorial, lesson, random);
      viewings.push(viewing({ ...video, viewingId, viewer }, playback, context, startedAt));
    }
  }
  return viewings;
}

function viewing(
  { viewer, ...of }: Video & { viewingId: string; viewer: Viewer },
  playback: Playback,
  context: ViewingContext,
  startedAt: Date,
): DemoViewing {
  const moments = [0];
  for (let seconds = REPORT_EVERY_SECONDS; seconds < playback.playedSeconds; seconds += REPORT_EVERY_SECONDS)
    moments.push(seconds);
  moments.push(playback.playedSeconds);
  const reports = moments.map((watchedSeconds, index) =>
    viewCounting.commands.ReportViewing({
      viewingId: of.viewingId,
      videoId: of.videoId,
      durationSeconds: of.durationSeconds,
      watchedSeconds,
      // A tenth slower than the video, as if the player had to buffer.
      receivedAt: new Date(startedAt.getTime() + watchedSeconds * 1100).toISOString(),
      context,
      viewer,
      networkId: viewer.networkId,
      ranges: rangesBetween(playback, moments[index - 1] ?? 0, watchedSeconds),
    }),
  );
  return { delivery: deliveryOf(of, viewer), streamName: viewCounting.commandStream(of.viewingId), reports };
}

/** One in so many viewings is of a bot that says so, or of a program that does not fetch the film. */
const PRETENDS_EVERY = 25;
/** So many households watch in a day. */
const HOUSEHOLDS = 80;

/** Returns who watches: somebody of one of the day's households, or a bot. */
function someViewer(ownerId: string, viewingId: string, startedAt: Date): Viewer {
  const random = randomFrom(`viewer ${viewingId}`);
  const household = `${startedAt.toISOString().slice(0, 10)} ${Math.floor(random() * HOUSEHOLDS)}`;
  return {
    visitorId: uuidFrom(`visitor ${household} ${Math.floor(random() * 2)}`, NAMESPACE),
    networkId: uuidFrom(`network ${household}`, NAMESPACE),
    ownerId,
    isBot: random() < 1 / PRETENDS_EVERY,
    isCreator: false,
    openedAt: new Date(startedAt.getTime() - 1000).toISOString(),
    seesDeliveries: true,
  };
}

function deliveryOf({ videoId, viewingId }: Video & { viewingId: string }, viewer: Viewer): DemoViewing['delivery'] {
  if (randomFrom(`delivery ${viewingId}`)() < 1 / PRETENDS_EVERY) return null;
  const { networkId, openedAt: at } = viewer;
  const command = viewAuditing.commands.NoteDelivery({ networkId, videoId, at });
  return { streamName: viewAuditing.commandStream(networkId), command };
}
