import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns whether an account is open. */
export async function hasAccount(userId: string): Promise<boolean> {
  const rows = await queryAs(
    { userId },
    views.selectFrom('user_credentials').where('userId', '=', userId).select('userId'),
  );
  return rows.length > 0;
}
