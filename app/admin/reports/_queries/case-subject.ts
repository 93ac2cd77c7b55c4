import 'server-only';
import { cache } from 'react';
import { z } from 'zod';
import { findSubject, type Subject } from '@/app/_lib/moderation/find-subject';
import { queryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';

/** The subject of a case, with what moderators need to look at it. */
export interface CaseSubject extends Subject {
  readonly ownerName: string | null;
  /** Null until the owner has a page. */
  readonly handle: string | null;
  /** Whether moderators can watch it: not if its owner made it private. Always true of a person. */
  readonly canLook: boolean;
}

/**
 * Returns what a case is or could be about: a video that moderators may watch or that was reported, or a person. Null if
 * there is none. Cached per request.
 */
export const caseSubject = cache(async (moderator: Asker, subjectId: string): Promise<CaseSubject | null> => {
  if (!z.uuid().safeParse(subjectId).success) return null;
  const [video, person, known] = await Promise.all([
    findSubject(moderator, 'video', subjectId),
    findSubject(moderator, 'person', subjectId),
    knownSubject(moderator, subjectId),
  ]);
  const subject = video ?? person ?? known;
  if (!subject) return null;
  const { ownerId } = subject;
  const [owner] = await queryAs(
    moderator,
    views
      .selectFrom('channels_names as person')
      .leftJoin('channels_handles as handle', 'handle.userId', 'person.userId')
      .where('person.userId', '=', ownerId)
      .orderBy('handle.claimedAt', 'desc')
      .limit(1)
      .select(['person.name', 'handle.handle']),
  );
  const canLook = video !== null || person !== null;
  return { ...subject, ownerName: owner?.name ?? null, handle: owner?.handle ?? null, canLook };
});

/** Returns the subject as the last report of it or decision about it has it. */
async function knownSubject(moderator: Asker, subjectId: string): Promise<Subject | null> {
  const columns = ['subjectKind', 'subjectId', 'ownerId', 'title'] as const;
  const [[reported], [restricted]] = await Promise.all([
    queryAs(
      moderator,
      views
        .selectFrom('moderation_cases_reports')
        .where('subjectId', '=', subjectId)
        .orderBy('reportedAt', 'desc')
        .limit(1)
        .select(columns),
    ),
    queryAs(
      moderator,
      views
        .selectFrom('moderation_cases_restrictions')
        .where('subjectId', '=', subjectId)
        .orderBy('restrictedAt', 'desc')
        .limit(1)
        .select(columns),
    ),
  ]);
  return restricted ?? reported ?? null;
}
