import 'server-only';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns the time zone of a user's weekly summaries; null if they get none. */
export async function summaryTimeZone(userId: string): Promise<string | null> {
  const [row] = await queryPrimaryAs(
    { userId },
    views.selectFrom('user_credentials_weekly_summaries').where('userId', '=', userId).select('timeZone'),
  );
  return row?.timeZone ?? null;
}
