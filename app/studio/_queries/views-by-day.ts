import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { dayOf, daysUntil, fillDays, type DayOfViews } from '../days';

/** How many days the charts show. */
const DAYS = 30;

/**
 * Views of the last thirty days up to today (UTC), oldest first, with zeros for days without a view: those of one video
 * of the owner's, or of all.
 */
export async function viewsByDay(ownerId: string, videoId: string | null): Promise<DayOfViews[]> {
  const days = daysUntil(dayOf(new Date()), DAYS);
  const [first] = days;
  const rows = await queryAs(
    { userId: ownerId },
    views
      .selectFrom('creators_videos_views_by_day as byDay')
      .innerJoin('creators_videos as video', 'video.videoId', 'byDay.videoId')
      .where('video.ownerId', '=', ownerId)
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
