'use client';

import { formatLocal } from '@/app/_lib/format/local-time';
import { useTimeZone } from './use-time-zone';

/** A day and a time in the user's time zone, with the zone's name. The server does not know the zone and uses UTC. */
export function LocalTime({ date }: { date: Date }) {
  const timeZone = useTimeZone() ?? 'UTC';
  return <time dateTime={date.toISOString()}>{formatLocal(date, timeZone)}</time>;
}
