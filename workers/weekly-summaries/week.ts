import { Temporal } from 'temporal-polyfill';

/** The hour of the Monday after a week at which its summary is due, in the creator's time zone. */
const HOUR = 8;

/** A week from Monday to Sunday in a time zone. Times are ISO 8601 in UTC. */
export interface Week {
  /** Its first day, such as `2026-11-16`. */
  readonly monday: string;
  /** When the week before it began. */
  readonly previousFrom: string;
  readonly from: string;
  readonly until: string;
}

/** Returns the last week that was over at a time; null if there is no such time zone. Pure. */
export function lastWeek(time: Date, timeZone: string): Week | null {
  const now = zoned(time, timeZone);
  if (!now) return null;
  const thisMonday = now.toPlainDate().subtract({ days: now.dayOfWeek - 1 });
  const beginning = (weeks: number) => isoOf(thisMonday.add({ weeks }).toZonedDateTime({ timeZone }));
  return {
    monday: thisMonday.subtract({ weeks: 1 }).toString(),
    previousFrom: beginning(-2),
    from: beginning(-1),
    until: beginning(0),
  };
}

/** Returns when the summary of the week after this one is due: its monday and its time zone. Pure. */
export function nextDueAt(monday: string, timeZone: string): string {
  const day = Temporal.PlainDate.from(monday).add({ weeks: 2 });
  return isoOf(day.toZonedDateTime({ timeZone, plainTime: { hour: HOUR } }));
}

const isoOf = (at: Temporal.ZonedDateTime) => new Date(at.epochMilliseconds).toISOString();

function zoned(time: Date, timeZone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO(timeZone);
  } catch {
    return null;
  }
}
