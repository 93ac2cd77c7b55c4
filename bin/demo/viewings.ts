import { v5 as uuidFrom } from 'uuid';
import { viewCounting, type ViewingContext } from '@/workers/view-counting/contract';
import { someContext } from './audience';
import type { Tutorial } from './catalogue';
import { rangesBetween, somePlayback, toMilliseconds, type Playback } from './playback';
import { randomFrom } from './random';

const NAMESPACE = 'f5a0a4f1-4a0e-4d0b-8d4c-b2ad6d0b34a6';
const DAY_MS = 24 * 3600 * 1000;
const REPORT_EVERY_SECONDS = 10;

/** The reports of a viewing. */
export interface DemoViewing {
  streamName: string;
  reports: ReturnType<typeof viewCounting.commands.ReportViewing>[];
}

interface Video {
  videoId: string;
  durationSeconds: number;
}

/**
 * Generates viewings of a video over the days before `now`: more for a higher appeal, at weekends, and on later days.
 * Some are too short to count. The same arguments give the same viewings.
 * @param tutorial what the video is of. Its appeal is the approximate number of viewings a day at the end.
 */
export function viewingsOf(
  video: Video,
  tutorial: Pick<Tutorial, 'name' | 'tags' | 'appeal'>,
  days: number,
  now: Date,
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
    const expected = (tutorial.appeal / 3) * (1 - daysAgo / (days * 1.4)) * weekend;
    const count = Math.floor(expected * 2 * random());
    for (let index = 0; index < count; index += 1) {
      // At least an hour ago, so that no viewing of today is in the future.
      const startedAt = new Date(now.getTime() - daysAgo * DAY_MS - random() * DAY_MS * 0.9 - 3600 * 1000);
      const viewingId = uuidFrom(`${video.videoId} ${daysAgo} ${index}`, NAMESPACE);
      const playback = somePlayback(video.durationSeconds, hard, random);
      viewings.push(viewing({ ...video, viewingId }, playback, someContext(tutorial, random), startedAt));
    }
  }
  return viewings;
}

function viewing(
  of: Video & { viewingId: string },
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
      ranges: rangesBetween(playback, moments[index - 1] ?? 0, watchedSeconds),
    }),
  );
  return { streamName: viewCounting.commandStream(of.viewingId), reports };
}
