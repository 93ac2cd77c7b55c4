import 'server-only';
import { sql } from 'kysely';
import { queryShared } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { CATEGORIES, type Category } from '@/text/categories';

export interface CountedCategory {
  readonly category: Category;
  /** How many public videos are about it. */
  readonly videos: number;
}

/** Returns the categories that have public videos, in their usual order. */
export function categoriesOfVideos(): Promise<CountedCategory[]> {
  return queryShared(
    statement(sql<CountedCategory>`
      SELECT category, counted.videos FROM unnest(${[...CATEGORIES]}::text[]) WITH ORDINALITY AS each (category, ordinal)
      CROSS JOIN LATERAL (
        SELECT count(*) AS videos FROM view.home_page_videos AS video
        WHERE video.category = each.category AND video.is_playable
      ) AS counted
      WHERE counted.videos > 0
      ORDER BY each.ordinal`),
    () => ['home'],
  );
}
