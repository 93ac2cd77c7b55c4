import type { Statement } from '@message-db/runtime';
import { sameCase } from '../statements';
import { bigint, bigintArray, date, table, uuid } from '../table';
import { arraySums } from './array-sums';
import type { ViewingEvent } from '@/workers/view-counting/contract';
import { HUNDREDTHS } from './shapes';
import { ofVisibleSubjects } from './subjects';

/**
 * How often each hundredth of a video was watched on a UTC day, in thousandths: 1500 is one and a half times. Watching
 * again counts again. Before the hundredths, the first element is how many viewings began, in thousandths too. A video
 * whose file was replaced by one of another length has rows of both.
 */
export const retention = table(
  'analytics_retention',
  {
    subjectId: uuid('NOT NULL'),
    day: date('NOT NULL'),
    durationMilliseconds: bigint('NOT NULL'),
    plays: bigintArray('NOT NULL'),
  },
  { key: ['subjectId', 'day', 'durationMilliseconds'], rule: ofVisibleSubjects },
);

const summed = arraySums(retention, ['plays'], HUNDREDTHS + 1);

/** Adds the parts of videos that were watched. */
export function addToRetention(events: readonly ViewingEvent[]): Statement[] {
  const rows = byDay(events);
  if (rows.length === 0) return [];
  return [
    summed.add(
      `SELECT subject_id, day, duration_milliseconds, plays::bigint[]
       FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::text[]) AS added (subject_id, day, duration_milliseconds, plays)`,
      [
        rows.map(({ videoId }) => videoId),
        rows.map(({ day }) => day),
        rows.map(({ durationMilliseconds }) => durationMilliseconds),
        rows.map(({ plays }) => `{${plays.join(',')}}`),
      ],
    ),
  ];
}

interface Day {
  readonly videoId: string;
  readonly day: string;
  readonly durationMilliseconds: number;
  readonly plays: number[];
}

function byDay(events: readonly ViewingEvent[]): Day[] {
  const found = new Map<string, Day>();
  function rowOf(id: string, time: string, durationSeconds: number): Day {
    const [videoId, day] = [sameCase(id), new Date(time).toISOString().slice(0, 10)];
    const durationMilliseconds = Math.round(durationSeconds * 1000);
    const key = `${videoId} ${day} ${durationMilliseconds}`;
    let row = found.get(key);
    if (!row) {
      const plays = Array.from({ length: HUNDREDTHS + 1 }, () => 0);
      found.set(key, (row = { videoId, day, durationMilliseconds, plays }));
    }
    return row;
  }
  for (const { type, data } of events) {
    // Viewings of before contexts tell no ranges, nor do those that are left out.
    if (type === 'ViewingStarted' && data.context && !data.isLeftOut)
      rowOf(data.videoId, data.startedAt, data.durationSeconds).plays[0]! += 1000;
    if (type !== 'WatchTimeCredited' || !data.ranges?.length || !data.durationSeconds) continue;
    const { plays } = rowOf(data.videoId, data.at, data.durationSeconds);
    for (const range of data.ranges) addRange(plays, range, data.durationSeconds);
  }
  return [...found.values()];
}

/** Adds the thousandths of each hundredth that a range covers. */
function addRange(plays: number[], { from, to }: { from: number; to: number }, durationSeconds: number): void {
  const scale = HUNDREDTHS / durationSeconds;
  const [first, last] = [from * scale, Math.min(HUNDREDTHS, to * scale)];
  for (let part = Math.floor(first); part < last; part += 1)
    plays[part + 1]! += Math.round((Math.min(last, part + 1) - Math.max(first, part)) * 1000);
}
