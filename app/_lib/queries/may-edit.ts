import 'server-only';
import type { ExpressionBuilder } from 'kysely';
import type { Views } from '@/workers/aggregators/contract';

/** The condition of a query for the videos that a user may change: their own, and those of which they are an editor. */
export function mayEdit(userId: string) {
  return (eb: ExpressionBuilder<Views, 'creators_videos'>) =>
    eb.or([
      eb('creators_videos.ownerId', '=', userId),
      eb(
        'creators_videos.videoId',
        'in',
        eb
          .selectFrom('creators_videos_access as access')
          .where('access.userId', '=', userId)
          .where('access.role', '=', 'editor')
          .select('access.subjectId'),
      ),
    ]);
}
