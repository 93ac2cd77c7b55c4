import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { dayOf, daysUntil, fillDays, type DayOfViews } from '../days';

/** The number of days in the charts. */
const DAYS = 30;

/**
 * Returns the views of the last thirty days up to today (UTC), oldest first, with zeros for days without a view.
 * @param videoId one video of the owner; null for all that are not in the trash.
 */
export async function creatorsViewsByDay(ownerId: string, videoId: string | null): Promise<DayOfViews[]> {
  const days = daysUntil(dayOf(new Date()), DAYS);
  const [first] = days;
  const rows = await queryAs(
    { userId: ownerId },
    views
      .selectFrom('creators_videos_views_by_day as byDay')
      .innerJoin('creators_videos as video', 'video.videoId', 'byDay.videoId')
      .where('video.ownerId', '=', ownerId)
      .where('video.deletedAt', 'is', null)
      .$if(videoId !== null, (all) => all.where('video.videoId', '=', videoId))
      .where(({ eb, cast, val }) => eb('byDay.day', '>=', cast<Date>(val(first), 'date')))
      .groupBy('byDay.day')
      .select(({ fn, cast }) => [
        cast<string>('byDay.day', 'text').as('day'),
        cast<number>(fn.sum('byDay.views'), 'bigint').as('views'),
        fn.sum<number>('byDay.watchedSeconds').as('watchedSeconds'),
      ]),
  );
  return fillDays(rows, days);
}
