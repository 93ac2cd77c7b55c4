import { keyOfTag } from '@/text/tags';
import type { Statement } from '@message-db/runtime';
import { hasCome } from '../published';
import { insertRows, sorted } from '../statements';
import { bigint, boolean, known, table, text, timestamptz, uuid, type NamesOf, type Table } from '../table';

/** The columns of videos that tags follow. */
type Videos = Table & {
  readonly names: Readonly<Record<'videoId' | 'isListed' | 'isPlayable' | 'publishedAt' | 'views', string>>;
};

/**
 * Defines the table of the tags of videos: a row for each tag of each video, with the columns by which the videos of a
 * tag are sorted.
 */
export function tagsTable() {
  return table(
    'home_page_tags',
    {
      /** What equal tags have in common: see `keyOfTag`. */
      tagKey: text('NOT NULL'),
      videoId: uuid('NOT NULL'),
      /** As it is typed. */
      tag: text('NOT NULL'),
      /** Everybody can find and watch the video. */
      isFindable: boolean('NOT NULL DEFAULT false'),
      publishedAt: known(timestamptz()),
      views: bigint('NOT NULL DEFAULT 0'),
    },
    {
      key: ['tagKey', 'videoId'],
      rule: ({ isFindable, publishedAt }) => `${isFindable} AND ${hasCome(publishedAt)}`,
      indexes: ({ tagKey, videoId, isFindable, publishedAt, views }) => [
        `(${tagKey}, ${publishedAt} DESC, ${videoId}) WHERE ${isFindable}`,
        `(${tagKey}, ${views} DESC, ${videoId}) WHERE ${isFindable}`,
        `(${videoId})`,
      ],
    },
  );
}

type Tags = ReturnType<typeof tagsTable>;

/** Replaces the tags of the videos that have others. */
export function changeTags(
  tags: Tags,
  patches: ReadonlyMap<string, { readonly tags?: readonly string[] | null }>,
): Statement[] {
  const changed = sorted(patches).flatMap(([videoId, patch]) => (patch.tags ? [{ videoId, tags: patch.tags }] : []));
  if (changed.length === 0) return [];
  const rows = changed.flatMap(({ videoId, tags: own }) =>
    [...new Map(own.map((tag) => [keyOfTag(tag), tag]))].map(([tagKey, tag]) => ({ videoId, tagKey, tag })),
  );
  return [
    {
      text: `DELETE FROM ${tags.name} WHERE ${tags.names.videoId} = ANY($1::uuid[])`,
      values: [changed.map(({ videoId }) => videoId)],
    },
    ...insertRows(tags, {
      tagKey: rows.map(({ tagKey }) => tagKey),
      videoId: rows.map(({ videoId }) => videoId),
      tag: rows.map(({ tag }) => tag),
      isFindable: rows.map(() => false),
      // The row of the video has it: see `followVideos`.
      publishedAt: rows.map(() => null as never),
      views: rows.map(() => 0),
    }),
  ];
}

/**
 * Gives the tags of videos what these videos have. It comes after the statement that changes the videos: that waits for
 * other transactions that change the same rows, so this one sees what they have committed.
 */
export function followVideos(tags: Tags, videos: Videos, videoIds: Iterable<string>): Statement[] {
  const ids = [...videoIds].sort();
  if (ids.length === 0) return [];
  const { isListed, isPlayable, publishedAt, views, videoId } = videos.names;
  const columns = ({ names }: { names: NamesOf<Tags['columns']> }) =>
    `${names.isFindable}, ${names.publishedAt}, ${names.views}`;
  const values = `video.${isListed} AND video.${isPlayable}, video.${publishedAt}, video.${views}`;
  return [
    {
      text: `
        UPDATE ${tags.name} AS tag SET (${columns(tags)}) = (${values})
        FROM ${videos.name} AS video
        WHERE tag.${tags.names.videoId} = ANY($1::uuid[]) AND video.${videoId} = tag.${tags.names.videoId}`,
      values: [ids],
    },
  ];
}
