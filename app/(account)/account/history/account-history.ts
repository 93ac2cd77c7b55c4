import 'server-only';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { ACCOUNT_HISTORY, type AccountHistoryType } from '@/text/account-history';

/** The page shows so many events. */
export const HISTORY_ROWS = 100;

/** Returns what happened last in a person's account, the newest first. */
export async function historyOf(userId: string) {
  const rows = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('user_credentials_history')
      .where('userId', '=', userId)
      .select(['position', 'type', 'happenedAt', 'browser', 'system'])
      .orderBy('position', 'desc')
      .limit(HISTORY_ROWS),
  );
  return rows.flatMap(({ type, ...row }) =>
    Object.hasOwn(ACCOUNT_HISTORY, type) ? [{ ...row, type: type as AccountHistoryType }] : [],
  );
}
