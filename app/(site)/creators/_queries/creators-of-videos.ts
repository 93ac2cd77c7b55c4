import 'server-only';
import type { NotNull } from 'kysely';
import { channelOf, type Channel } from '@/app/_lib/channels/channel';
import { channelRows } from '@/app/_lib/channels/channel-queries';
import { readPage, type Cursor, type PageOf } from '@/app/_lib/lists/cursor';
import { directions, isBeyond, type Order } from '@/app/_lib/lists/keyset';
import { queryShared } from '@/app/_lib/queries/database';
import { PAGE_SIZE } from '../../videos/page-size';

/** A creator in the list of all. */
export interface ListedCreator {
  readonly channel: Channel;
  /** How many tutorials of theirs everybody can watch, and when the newest was published. */
  readonly videos: number;
  readonly lastPublishedAt: Date;
}

const ORDER: Order = { by: 'counted.lastPublishedAt', id: 'counted.userId', isTime: true };

/** Returns a page of the creators who have public videos. The last to publish is first. */
export function creatorsOfVideos(cursor: Cursor | null): Promise<PageOf<ListedCreator>> {
  return readPage<ListedCreator>(cursor, PAGE_SIZE, readCreators, ({ lastPublishedAt, channel }) => ({
    value: lastPublishedAt.getTime(),
    id: channel.userId,
  }));
}

async function readCreators(cursor: Cursor | null, limit: number): Promise<ListedCreator[]> {
  const [byDirection, idDirection] = directions(cursor);
  const rows = await queryShared(
    channelRows()
      .innerJoin('home_page_creator_counts as counted', 'counted.userId', 'account.userId')
      .where('counted.videos', '>', 0)
      .$if(cursor !== null, (all) => all.where(isBeyond(cursor!, ORDER)))
      .orderBy('counted.lastPublishedAt', byDirection)
      .orderBy('counted.userId', idDirection)
      .limit(limit)
      .select(['counted.videos', 'counted.lastPublishedAt'])
      // A creator with videos has a newest one.
      .$narrowType<{ lastPublishedAt: NotNull }>(),
    (found) => ['home', 'published', ...found.map(({ userId }) => `creator:${userId}` as const)],
  );
  return rows.map((row) => ({ channel: channelOf(row), videos: row.videos, lastPublishedAt: row.lastPublishedAt }));
}
