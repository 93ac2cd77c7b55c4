import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** Returns the sums over all videos of a creator, except those in the trash. */
export async function creatorsTotals(
  ownerId: string,
): Promise<{ videos: number; views: number; watchedSeconds: number }> {
  const [totals] = await queryAs(
    { userId: ownerId },
    views
      .selectFrom('creators_videos')
      .where('ownerId', '=', ownerId)
      .where('deletedAt', 'is', null)
      .select(({ fn, cast, val }) => [
        fn.countAll<number>().as('videos'),
        cast<number>(fn.coalesce(fn.sum('views'), val(0)), 'bigint').as('views'),
        fn.coalesce(fn.sum<number>('watchedSeconds'), val(0)).as('watchedSeconds'),
      ]),
  );
  return totals ?? { videos: 0, views: 0, watchedSeconds: 0 };
}
