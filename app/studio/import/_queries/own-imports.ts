import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** The archives of a person. */
export type OwnImports = Views['imports'];

/** Returns a person's archives, and whether they are scanned. Null if they never added any. */
export async function ownImports(userId: string): Promise<OwnImports | null> {
  const [own] = await queryAs({ userId }, views.selectFrom('imports').where('userId', '=', userId).selectAll());
  return own ?? null;
}
