import 'server-only';
import { queryByAddress, queryPrimaryAs } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { views } from '@/app/_lib/queries/views';
import type { SubjectKind } from '@/workers/moderation/contract';

/** What a case is about, as the commands of moderation name it. */
export interface Subject {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly ownerId: string;
  /** Empty for a person. */
  readonly title: string;
}

/**
 * Returns a video that this user may watch, or a person; null if there is none.
 * @param subjectId the id of the video or of the account.
 */
export async function findSubject(user: Asker, subjectKind: SubjectKind, subjectId: string): Promise<Subject | null> {
  if (subjectKind === 'person') {
    const [person] = await queryPrimaryAs(
      user,
      views.selectFrom('channels_names').where('userId', '=', subjectId).select('userId'),
    );
    return person ? { subjectKind, subjectId, ownerId: person.userId, title: '' } : null;
  }
  const [video] = await queryByAddress(
    user,
    subjectId,
    views
      .selectFrom('videos')
      .where('videoId', '=', subjectId)
      .where(({ ref }) => ref('isPlayable'))
      .select(['ownerId', 'name']),
  );
  return video ? { subjectKind, subjectId, ownerId: video.ownerId, title: video.name } : null;
}
