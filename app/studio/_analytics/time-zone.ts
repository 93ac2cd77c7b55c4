import 'server-only';
import { cookies } from 'next/headers';
import { timeZoneOf } from './period';
import { TIME_ZONE_COOKIE } from './time-zone-cookie';

/** Returns the time zone of the signed-in user's browser; UTC until a page has told it. */
export async function userTimeZone(): Promise<string> {
  return timeZoneOf((await cookies()).get(TIME_ZONE_COOKIE)?.value);
}
