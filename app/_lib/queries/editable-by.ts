import 'server-only';
import type { ExpressionBuilder } from 'kysely';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** The condition of a query for the videos that a user may change: their own, and those of which they are an editor. */
export function editableBy(userId: string) {
  return (eb: ExpressionBuilder<Views, 'creators_videos'>) =>
    eb.or([
      eb('creators_videos.ownerId', '=', userId),
      eb('creators_videos.videoId', 'in', accessOfEditor(userId).select('access.subjectId')),
    ]);
}

/** Queries the videos of which a user is an editor, including those in the trash. */
export function accessOfEditor(userId: string) {
  return views
    .selectFrom('creators_videos_access as access')
    .where('access.userId', '=', userId)
    .where('access.role', '=', 'editor');
}
