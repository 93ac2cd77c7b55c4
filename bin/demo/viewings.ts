import type { NewMessage } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { viewCounting } from '@/workers/view-counting/contract';
import { randomFrom } from './random';

const NAMESPACE = 'f5a0a4f1-4a0e-4d0b-8d4c-b2ad6d0b34a6';
const DAY_MS = 24 * 3600 * 1000;
const REPORT_EVERY_SECONDS = 10;

/** The reports of a viewing. */
export interface DemoViewing {
  streamName: string;
  reports: NewMessage[];
}

/**
 * Generates viewings of a video over the days before `now`: more for a higher appeal, at weekends, and on later days.
 * Some are too short to count. The same arguments give the same viewings.
 * @param appeal the approximate number of viewings a day at the end.
 */
export function viewingsOf(
  video: { videoId: string; durationSeconds: number },
  appeal: number,
  days: number,
  now: Date,
): DemoViewing[] {
  const random = randomFrom(video.videoId);
  const viewings: DemoViewing[] = [];
  for (let daysAgo = days - 1; daysAgo >= 0; daysAgo -= 1) {
    const weekday = new Date(now.getTime() - daysAgo * DAY_MS).getUTCDay();
    const expected = (appeal / 3) * (1 - daysAgo / (days * 1.4)) * (weekday === 0 || weekday === 6 ? 1.5 : 1);
    const count = Math.floor(expected * 2 * random());
    for (let index = 0; index < count; index += 1) {
      // At least an hour ago, so that no viewing of today is in the future.
      const startedAt = new Date(now.getTime() - daysAgo * DAY_MS - random() * DAY_MS * 0.9 - 3600 * 1000);
      const watched = video.durationSeconds * Math.min(1, 0.15 + random() * 1.1);
      viewings.push(viewing(video, uuidFrom(`${video.videoId} ${daysAgo} ${index}`, NAMESPACE), startedAt, watched));
    }
  }
  return viewings;
}

function viewing(
  video: { videoId: string; durationSeconds: number },
  viewingId: string,
  startedAt: Date,
  watched: number,
): DemoViewing {
  const moments = [0];
  for (let seconds = REPORT_EVERY_SECONDS; seconds < watched; seconds += REPORT_EVERY_SECONDS) moments.push(seconds);
  moments.push(watched);
  const reports = moments.map((seconds) =>
    viewCounting.commands.ReportViewing({
      viewingId,
      videoId: video.videoId,
      durationSeconds: video.durationSeconds,
      watchedSeconds: seconds,
      // A tenth slower than the video, as if the player had to buffer.
      receivedAt: new Date(startedAt.getTime() + seconds * 1100).toISOString(),
    }),
  );
  return { streamName: viewCounting.commandStream(viewingId), reports };
}
