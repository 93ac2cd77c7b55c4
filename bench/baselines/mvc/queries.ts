import type pg from 'pg';
import { startOf } from '@/text/periods';

export interface Card {
  readonly videoId: string;
  readonly uploadId: string;
  readonly name: string;
  readonly creatorName: string;
  readonly views: number;
  readonly publishedAt: Date;
  readonly durationSeconds: number | null;
  readonly posterId: string | null;
}

export interface Video extends Card {
  readonly ownerId: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly language: string | null;
}

const CARD = `video.video_id AS "videoId", video.upload_id AS "uploadId", video.name, video.views,
  video.published_at AS "publishedAt", video.duration_seconds AS "durationSeconds", video.poster_id AS "posterId",
  coalesce(creator.name, 'Unknown creator') AS "creatorName"`;
const HOME = `SELECT ${CARD} FROM view.home_page_videos AS video
  LEFT JOIN view.home_page_creator_names AS creator ON creator.user_id = video.owner_id WHERE video.is_playable`;
const POPULAR = `SELECT ${CARD} FROM view.home_page_videos AS video
  JOIN view.home_page_views_by_period AS counted ON counted.video_id = video.video_id
  LEFT JOIN view.home_page_creator_names AS creator ON creator.user_id = video.owner_id
  WHERE video.is_playable AND counted.period = $2 AND counted.starts_on = $3::date
  ORDER BY counted.views DESC, counted.video_id LIMIT $1`;
const WATCH = `FROM view.videos AS video LEFT JOIN view.videos_creators AS creator ON creator.user_id = video.owner_id`;
const NEWEST = `ORDER BY video.published_at DESC, video.video_id`;
const MORE = (condition: string) => `SELECT ${CARD} ${WATCH}
  WHERE video.is_published AND video.is_playable AND video.video_id <> $1 AND ${condition} ${NEWEST} LIMIT $3`;

/** The queries of the site's pages. */
export function queriesOf(pool: pg.Pool) {
  async function rows<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
    return (await pool.query<Row>(text, values)).rows;
  }
  return {
    totalViews: async () => (await rows<{ views: number }>('SELECT views FROM view.home_page_totals'))[0]?.views ?? 0,
    newest: (limit: number) => rows<Card>(`${HOME} ${NEWEST} LIMIT $1`, limit),
    /** Of this week, month or year, the first that has some; else of all time. */
    popular: async (limit: number) => {
      for (const period of ['week', 'month', 'year'] as const) {
        const videos = await rows<Card>(POPULAR, limit, period, startOf(period, Date.now()));
        if (videos.length >= 3) return videos;
      }
      return rows<Card>(`${HOME} AND video.views > 0 ORDER BY video.views DESC, video.video_id LIMIT $1`, limit);
    },
    playable: async (videoId: string) =>
      (
        await rows<Video>(
          `SELECT ${CARD}, video.owner_id AS "ownerId", video.description, video.width, video.height, video.language
           ${WATCH} WHERE video.video_id = $1 AND video.is_playable`,
          videoId,
        )
      )[0],
    byCreator: ({ videoId, ownerId }: Video, limit: number) =>
      rows<Card>(MORE('video.owner_id = $2'), videoId, ownerId, limit),
    /** Who has a handle. */
    creator: async (handle: string) =>
      (
        await rows<{ ownerId: string; name: string }>(
          `SELECT handle.user_id AS "ownerId", coalesce(creator.name, 'Unknown creator') AS name
           FROM view.channels_handles AS handle
           LEFT JOIN view.videos_creators AS creator ON creator.user_id = handle.user_id WHERE handle.handle = $1`,
          handle,
        )
      )[0],
    ofCreator: (ownerId: string, limit: number) =>
      rows<Card>(
        `SELECT ${CARD} ${WATCH} WHERE video.is_published AND video.is_playable AND video.owner_id = $1 ${NEWEST} LIMIT $2`,
        ownerId,
        limit,
      ),
    series: async (seriesId: string) =>
      (
        await rows<{ seriesId: string; title: string; description: string }>(
          `SELECT series_id AS "seriesId", title, description FROM view.series
           WHERE series_id = $1 AND is_published AND deleted_at IS NULL`,
          seriesId,
        )
      )[0],
    lessons: (seriesId: string) =>
      rows<Card>(
        `SELECT ${CARD} FROM view.series_lessons AS lesson
         JOIN view.videos AS video ON video.video_id = lesson.video_id AND video.owner_id = lesson.owner_id
         JOIN view.series_sections AS section ON section.section_id = lesson.section_id
         LEFT JOIN view.videos_creators AS creator ON creator.user_id = video.owner_id
         WHERE lesson.series_id = $1 AND video.is_published AND video.is_playable
         ORDER BY section.rank COLLATE "C", lesson.rank COLLATE "C"`,
        seriesId,
      ),
    byOthers: ({ videoId, ownerId }: Video, limit: number) =>
      rows<Card>(MORE('video.owner_id <> $2'), videoId, ownerId, limit),
  };
}
