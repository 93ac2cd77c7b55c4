'use client';

import { formatLocal } from '@/app/_lib/format/local-time';
import { useTimeZone } from './use-time-zone';

/** A day and a time as its reader's clock shows them, with the zone. The server, which does not know it, says UTC. */
export function LocalTime({ date }: { date: Date }) {
  const timeZone = useTimeZone() ?? 'UTC';
  return <time dateTime={date.toISOString()}>{formatLocal(date, timeZone)}</time>;
}
