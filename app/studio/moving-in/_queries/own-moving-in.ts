import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** What a person brings from elsewhere. */
export type OwnMovingIn = Views['moving_in'];

/** Returns what a person brings: their archives, and whether they are read. Null if they never did. */
export async function ownMovingIn(userId: string): Promise<OwnMovingIn | null> {
  const [own] = await queryAs({ userId }, views.selectFrom('moving_in').where('userId', '=', userId).selectAll());
  return own ?? null;
}
