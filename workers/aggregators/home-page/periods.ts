import { PERIODS, startOf, type Period } from '@/text/periods';
import type { Statement } from '@message-db/runtime';
import { addUp, sorted } from '../statements';
import { bigint, date, oneOf, table, uuid, type Table } from '../table';
import { factsOf, type ViewingEvent } from '@/workers/view-counting/contract';

/**
 * Defines the table of the views of each video in each period of the calendar. A period begins at a known time, so a sum
 * needs no clock, and an index has the videos of a period in the order of their views.
 */
export function periodsTable(videos: Table) {
  return table(
    'home_page_views_by_period',
    {
      period: oneOf(PERIODS, 'NOT NULL'),
      startsOn: date('NOT NULL'),
      videoId: uuid('NOT NULL'),
      views: bigint('NOT NULL DEFAULT 0'),
    },
    {
      key: ['period', 'startsOn', 'videoId'],
      rule: ({ videoId }) => `${videoId} IN (SELECT ${videos.names.videoId} FROM view.${videos.name})`,
      indexes: ({ period, startsOn, views, videoId }) => [`(${period}, ${startsOn}, ${views} DESC, ${videoId})`],
    },
  );
}

/** Adds views to the periods in which they were. */
export function viewsByPeriod(periods: ReturnType<typeof periodsTable>, events: readonly ViewingEvent[]): Statement[] {
  const counts = new Map<string, { period: Period; startsOn: string; videoId: string; views: number }>();
  for (const { videoId, at, views } of factsOf(events)) {
    if (views === 0) continue;
    for (const period of PERIODS) {
      const startsOn = startOf(period, new Date(at).toISOString());
      const key = `${period} ${startsOn} ${videoId}`;
      counts.set(key, { period, startsOn, videoId, views: (counts.get(key)?.views ?? 0) + views });
    }
  }
  const rows = sorted(counts).map(([, row]) => row);
  return addUp(periods, {
    period: rows.map(({ period }) => period),
    startsOn: rows.map(({ startsOn }) => startsOn),
    videoId: rows.map(({ videoId }) => videoId),
    views: rows.map(({ views }) => views),
  });
}
