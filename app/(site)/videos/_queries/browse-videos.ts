import 'server-only';
import { sql } from 'kysely';
import { readPage, type Cursor, type PageOf } from '@/app/_lib/lists/cursor';
import { directions, isBeyond, type Order } from '@/app/_lib/lists/keyset';
import { changesAt } from '@/app/_lib/pages/dependencies';
import { queryShared } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { VideoCardVideo } from '@/app/_ui/video/video-card';
import { LENGTH_SECONDS } from '@/text/lengths';
import { endOf, startOf } from '@/text/periods';
import { CARD_COLUMNS } from '../../_queries/card-columns';
import { creatorOf } from '../../_queries/creator-columns';
import { topicsOfHomeCards } from '../../_queries/topics';
import { NO_FILTERS, type ListState } from '../list-state';
import { PAGE_SIZE } from '../page-size';

/** A video in any list. */
export interface BrowsedVideo extends VideoCardVideo {
  readonly ownerId: string;
  /** Its views in the period of the list; null in other lists. */
  readonly viewsInPeriod: number | null;
}

interface Place {
  /** What the list is sorted by: a number, or a time. */
  readonly place: number | Date;
}

/** Returns a page of a list of published videos. @param tagKey only those with this tag; null for all. */
export function browseVideos(
  list: ListState,
  tagKey: string | null,
  cursor: Cursor | null,
): Promise<PageOf<BrowsedVideo>> {
  return readPage<BrowsedVideo & Place>(
    cursor,
    PAGE_SIZE,
    (from, limit) => videosFrom(list, tagKey, from, limit),
    ({ place, videoId }) => ({ value: Number(place), id: videoId }),
  );
}

/** Returns the most viewed videos of the present day, week, month or year, or of all time. */
export function popularVideos(period: ListState['period'], limit: number): Promise<readonly BrowsedVideo[]> {
  return videosFrom({ ...NO_FILTERS, sort: 'views', period }, null, null, limit);
}

/** The tables have the columns by which they are sorted, each with an index in that order. */
function orderOf({ sort, period }: ListState, tagKey: string | null): Order {
  if (period !== 'all') return { by: 'counted.views', id: 'counted.videoId', isTime: false };
  const table = tagKey === null ? 'video' : 'tag';
  const isTime = sort === 'newest';
  return { by: `${table}.${isTime ? 'publishedAt' : 'views'}`, id: `${table}.videoId`, isTime };
}

/**
 * Returns videos of a list from a cursor on: backwards if it is before an entry.
 * @param tagKey only those with this tag; null for all.
 */
export function videosFrom(
  list: ListState,
  tagKey: string | null,
  cursor: Cursor | null,
  limit: number,
): Promise<(BrowsedVideo & Place)[]> {
  const { period, category, language, length } = list;
  const order = orderOf(list, tagKey);
  const [byDirection, idDirection] = directions(cursor);
  const { from, below } = length === null ? { from: 0, below: null } : LENGTH_SECONDS[length];
  return queryShared(
    views
      .selectFrom('home_page_videos as video')
      .leftJoin('home_page_creator_names as creator', 'creator.userId', 'video.ownerId')
      .$if(tagKey !== null, (all) =>
        all.innerJoin('home_page_tags as tag', 'tag.videoId', 'video.videoId').where('tag.tagKey', '=', tagKey!),
      )
      .$if(period !== 'all', (all) =>
        all
          .innerJoin('home_page_views_by_period as counted', 'counted.videoId', 'video.videoId')
          .where('counted.period', '=', period as Exclude<typeof period, 'all'>)
          .where('counted.startsOn', '=', sql<Date>`${startOfNow(period)}::date`),
      )
      .where(({ ref }) => ref('video.isPlayable'))
      .$if(category !== null, (all) => all.where('video.category', '=', category!))
      .$if(language !== null, (all) => all.where('video.language', '=', language!))
      .$if(from > 0, (all) => all.where('video.durationSeconds', '>=', from))
      .$if(below !== null, (all) => all.where('video.durationSeconds', '<', below!))
      .$if(cursor !== null, (all) => all.where(isBeyond(cursor!, order)))
      .orderBy(sql.ref(order.by), byDirection)
      .orderBy(sql.ref(order.id), idDirection)
      .limit(limit)
      .select(CARD_COLUMNS)
      .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name')))
      .select([
        sql<number | Date>`${sql.ref(order.by)}`.as('place'),
        sql<number | null>`${period === 'all' ? sql`NULL::bigint` : sql.ref('counted.views')}`.as('viewsInPeriod'),
      ]),
    topicsOfHomeCards,
  );
}

/** Returns the first day of the present period, and notes that the page changes when the next one begins. */
function startOfNow(period: ListState['period']): string | null {
  if (period === 'all') return null;
  const start = startOf(period, Date.now());
  changesAt(Date.parse(endOf(period, start)));
  return start;
}
