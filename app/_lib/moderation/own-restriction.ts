import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { APPEAL_DAYS } from '@/workers/moderation/contract';

/** Returns the restriction of a user's own video or account that holds, with the appeal against it; null if there is none. */
export async function ownRestriction(userId: string, subjectId: string) {
  const [row] = await queryAs(
    { userId },
    views
      .selectFrom('moderation_cases_restrictions')
      .where('ownerId', '=', userId)
      .where('subjectId', '=', subjectId)
      .where('liftedAt', 'is', null)
      .orderBy('restrictedAt', 'desc')
      .limit(1)
      .select([
        'decisionId',
        'reason',
        'words',
        'restrictedAt',
        'appealedAt',
        'appealWords',
        'deniedAt',
        'denialWords',
      ]),
  );
  if (!row) return null;
  const appealUntil = new Date(row.restrictedAt.getTime() + APPEAL_DAYS * 24 * 3600_000);
  // The component decides; the page only says so.
  return { ...row, appealUntil, canAppeal: appealUntil.getTime() > Date.now() };
}

export type OwnRestriction = NonNullable<Awaited<ReturnType<typeof ownRestriction>>>;
