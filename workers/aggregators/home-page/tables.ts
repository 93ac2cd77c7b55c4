/**
 * What the home page shows. A row may be there before all is known of it (a view can be projected before the upload
 * is), so pages ask for what they need: `is_published AND name IS NOT NULL`.
 */
export const tables = {
  home_page_videos: `
    CREATE TABLE home_page_videos (
      video_id         uuid        PRIMARY KEY,
      owner_id         uuid,
      name             text,
      duration_seconds float8,
      upload_id        text,
      has_poster       boolean     DEFAULT false,
      is_playable      boolean     DEFAULT false,
      is_published     boolean     DEFAULT false,
      published_at     timestamptz,
      views            bigint      NOT NULL DEFAULT 0
    );
    CREATE INDEX ON home_page_videos (published_at DESC, video_id) WHERE is_published;
    CREATE INDEX ON home_page_videos (views DESC, video_id) WHERE is_published`,
  home_page_creators: `
    CREATE TABLE home_page_creators (
      user_id uuid PRIMARY KEY,
      name    text NOT NULL
    )`,
  home_page_totals: `
    CREATE TABLE home_page_totals (
      id    boolean PRIMARY KEY DEFAULT true CHECK (id),
      views bigint  NOT NULL
    )`,
};

/** What `home_page_videos` has from video publishing. */
export interface HomePageVideo {
  owner_id: string;
  name: string;
  duration_seconds: number | null;
  upload_id: string;
  has_poster: boolean;
  is_playable: boolean;
  is_published: boolean;
  published_at: string | null;
}
