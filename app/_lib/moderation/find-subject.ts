import 'server-only';
import { cache } from 'react';
import { handleOf } from '@/app/_lib/channels/channel-queries';
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
 * Returns a video that this user may watch, or a person whose channel they may see; null if there is none. Moderators find
 * every person. Cached per request.
 * @param subjectId the id of the video or of the account.
 */
export const findSubject = cache(
  async (user: Asker, subjectKind: SubjectKind, subjectId: string): Promise<Subject | null> => {
    if (subjectKind === 'person') {
      const [person] = await queryPrimaryAs(
        user,
        views
          .selectFrom('channels_names as person')
          .where('person.userId', '=', subjectId)
          .$if(user.isModerator !== true, (all) =>
            all.where(({ ref }) => handleOf(ref('person.userId')), 'is not', null),
          )
          .select('person.userId'),
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
  },
);
