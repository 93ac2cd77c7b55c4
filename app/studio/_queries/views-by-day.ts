import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { dayOf, daysUntil, fillDays, type DayOfViews } from '../days';

/** How many days the charts show. */
const DAYS = 30;

/**
 * Views of the last thirty days up to today (UTC), oldest first, with zeros for days without a view: those of one video
 * of the owner's, or of all.
 */
export async function viewsByDay(ownerId: string, videoId: string | null): Promise<DayOfViews[]> {
  const days = daysUntil(dayOf(new Date()), DAYS);
  const rows = await queryAs<DayOfViews>(
    { userId: ownerId },
    `SELECT by_day.day::text AS day, sum(by_day.views)::bigint AS views, sum(by_day.watched_seconds) AS "watchedSeconds"
     FROM view.creators_videos_views_by_day AS by_day
     JOIN view.creators_videos AS video USING (video_id)
     WHERE video.owner_id = $1 AND ($2::uuid IS NULL OR video.video_id = $2) AND by_day.day >= $3::date
     GROUP BY by_day.day`,
    [ownerId, videoId, days[0]],
  );
  return fillDays(rows, days);
}
