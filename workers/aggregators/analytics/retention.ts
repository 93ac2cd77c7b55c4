import type { Statement } from '@message-db/runtime';
import { sameCase, sorted } from '../statements';
import { bigintArray, date, table, uuid } from '../table';
import type { ViewingEvent } from '../view-counts';
import { arraySums } from './array-sums';
import { HUNDREDTHS } from './shapes';
import { ofVisibleSubjects } from './subjects';

/**
 * How often each hundredth of a video was watched on a UTC day, in thousandths: 1500 is one and a half times. Watching
 * again counts again.
 */
export const retention = table(
  'analytics_retention',
  { subjectId: uuid('NOT NULL'), day: date('NOT NULL'), plays: bigintArray('NOT NULL') },
  { key: ['subjectId', 'day'], rule: ofVisibleSubjects },
);

const summed = arraySums(retention, ['plays']);

/** Adds the parts of videos that were watched. */
export function addToRetention(events: readonly ViewingEvent[]): Statement[] {
  const rows = sorted(byDay(events)).map(([, row]) => row);
  if (rows.length === 0) return [];
  return [
    summed.add(
      `SELECT subject_id, day, plays::bigint[]
       FROM unnest($1::uuid[], $2::date[], $3::text[]) AS added (subject_id, day, plays)`,
      [rows.map(({ videoId }) => videoId), rows.map(({ day }) => day), rows.map(({ plays }) => `{${plays.join(',')}}`)],
    ),
  ];
}

function byDay(events: readonly ViewingEvent[]): Map<string, { videoId: string; day: string; plays: number[] }> {
  const found = new Map<string, { videoId: string; day: string; plays: number[] }>();
  for (const { type, data } of events) {
    if (type !== 'WatchTimeCredited' || !data.ranges?.length || !data.durationSeconds) continue;
    const [videoId, day] = [sameCase(data.videoId), new Date(data.at).toISOString().slice(0, 10)];
    const row = found.get(`${videoId} ${day}`) ?? { videoId, day, plays: Array.from({ length: HUNDREDTHS }, () => 0) };
    found.set(`${videoId} ${day}`, row);
    for (const range of data.ranges) addRange(row.plays, range, data.durationSeconds);
  }
  return found;
}

/** Adds the thousandths of each hundredth that a range covers. */
function addRange(plays: number[], { from, to }: { from: number; to: number }, durationSeconds: number): void {
  const scale = HUNDREDTHS / durationSeconds;
  const [first, last] = [from * scale, Math.min(HUNDREDTHS, to * scale)];
  for (let part = Math.floor(first); part < last; part += 1)
    plays[part]! += Math.round((Math.min(last, part + 1) - Math.max(first, part)) * 1000);
}
