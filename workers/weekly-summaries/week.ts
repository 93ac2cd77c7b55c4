import { Temporal } from 'temporal-polyfill';

/** The hour of the Monday after a week at which its summary is due, in the creator's time zone. */
const HOUR = 8;

/** A week from Monday to Sunday in a time zone. Times are ISO 8601 in UTC. */
export interface Week {
  /** Its Monday, such as `2026-11-16`. */
  readonly firstDay: string;
  /** When the week before began. */
  readonly before: string;
  readonly from: string;
  readonly until: string;
  /** When the summary of the following week is due. */
  readonly nextAt: string;
}

/** Returns the last week that was over at a time; null if there is no such time zone. Pure. */
export function weekBefore(time: Date, timeZone: string): Week | null {
  const now = zoned(time, timeZone);
  if (!now) return null;
  const thisMonday = now.toPlainDate().subtract({ days: now.dayOfWeek - 1 });
  const monday = (weeks: number) => thisMonday.add({ weeks }).toZonedDateTime({ timeZone });
  const instant = (at: Temporal.ZonedDateTime) => new Date(at.epochMilliseconds).toISOString();
  return {
    firstDay: thisMonday.subtract({ weeks: 1 }).toString(),
    before: instant(monday(-2)),
    from: instant(monday(-1)),
    until: instant(monday(0)),
    nextAt: instant(monday(1).add({ hours: HOUR })),
  };
}

function zoned(time: Date, timeZone: string): Temporal.ZonedDateTime | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(time.getTime()).toZonedDateTimeISO(timeZone);
  } catch {
    return null;
  }
}
