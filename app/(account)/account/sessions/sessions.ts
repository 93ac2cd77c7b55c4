import 'server-only';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { DEVICE_KINDS, SESSION_DAYS, SESSION_IDLE_DAYS } from '@/workers/identity/contract';

/** Returns the sessions of a user that are good now, the last used first. */
export async function sessionsOf(userId: string, now: Date) {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000);
  const rows = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('user_credentials_sessions')
      .where('userId', '=', userId)
      .where('begunAt', '>', daysAgo(SESSION_DAYS))
      .where('usedAt', '>', daysAgo(SESSION_IDLE_DAYS))
      .select(['sessionHash', 'kind', 'browser', 'system', 'begunAt', 'usedAt'])
      .orderBy('usedAt', 'desc')
      .orderBy('sessionHash'),
  );
  return rows.map(({ kind, ...row }) => ({ ...row, kind: DEVICE_KINDS.find((known) => known === kind) ?? 'other' }));
}

/** Returns a name for a device, such as 'Firefox on Linux'. Pure. */
export function deviceName({ browser, system }: { readonly browser: string; readonly system: string }): string {
  const name = browser === 'other' ? 'Unknown browser' : browser;
  return system === 'other' ? name : `${name} on ${system}`;
}
