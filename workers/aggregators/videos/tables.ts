/**
 * What the watch page shows of each video. A row may be there before all is known of it (a view can be projected
 * before the upload is), so pages ask for what they need, such as `upload_id IS NOT NULL`.
 */
export const tables = {
  videos: `
    CREATE TABLE videos (
      video_id         uuid        PRIMARY KEY,
      owner_id         uuid,
      name             text,
      description      text,
      upload_id        text,
      is_published     boolean     DEFAULT false,
      published_at     timestamptz,
      is_playable      boolean     DEFAULT false,
      duration_seconds float8,
      width            integer,
      height           integer,
      has_poster       boolean     DEFAULT false,
      renditions       jsonb       DEFAULT '[]',
      views            bigint      NOT NULL DEFAULT 0
    );
    CREATE INDEX ON videos (published_at DESC, video_id) WHERE is_published;
    CREATE INDEX ON videos (owner_id, published_at DESC, video_id) WHERE is_published`,
  videos_creators: `
    CREATE TABLE videos_creators (
      user_id uuid PRIMARY KEY,
      name    text NOT NULL
    )`,
};

/** One quality that can play. */
export interface Rendition {
  height: number;
  width: number;
  bitsPerSecond: number;
}

/** What `videos` has from video publishing. `renditions` are by height, the lowest first. */
export interface Video {
  owner_id: string;
  name: string;
  description: string;
  upload_id: string;
  is_published: boolean;
  published_at: string | null;
  is_playable: boolean;
  duration_seconds: number | null;
  width: number | null;
  height: number | null;
  has_poster: boolean;
  renditions: readonly Rendition[];
}
