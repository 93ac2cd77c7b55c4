import type { FailureReason, LeftOut } from '@/workers/video-publishing/contract';

/**
 * What the studio shows a creator of their videos. A row may be there before all is known of it (a view can be
 * projected before the upload is); it belongs to nobody until its `owner_id` is known.
 * Watch time adds up in whole milliseconds, so that the sum does not depend on the order of adding.
 */
export const tables = {
  creators_videos: `
    CREATE TABLE creators_videos (
      video_id             uuid        PRIMARY KEY,
      owner_id             uuid,
      name                 text,
      description          text,
      file_name            text,
      bytes                bigint,
      upload_id            text,
      processing           text        CHECK (processing IN ('waiting', 'running', 'done', 'failed')),
      publication          text        CHECK (publication IN ('draft', 'requested', 'published', 'unpublished')),
      is_playable          boolean     DEFAULT false,
      percent              float8      DEFAULT 0,
      failure_reason       text,
      failure_detail       text,
      duration_seconds     float8,
      width                integer,
      height               integer,
      left_out             jsonb       DEFAULT '[]',
      is_damaged           boolean     DEFAULT false,
      has_poster           boolean     DEFAULT false,
      qualities            integer[]   DEFAULT '{}',
      uploaded_at          timestamptz,
      published_at         timestamptz,
      scheduled_at         timestamptz,
      views                bigint      NOT NULL DEFAULT 0,
      watched_milliseconds bigint      NOT NULL DEFAULT 0,
      watched_seconds      float8      GENERATED ALWAYS AS (watched_milliseconds / 1000.0::float8) STORED
    );
    CREATE INDEX ON creators_videos (owner_id, uploaded_at DESC, video_id DESC)`,
  creators_videos_views_by_day: `
    CREATE TABLE creators_videos_views_by_day (
      video_id             uuid   NOT NULL,
      day                  date   NOT NULL,
      views                bigint NOT NULL DEFAULT 0,
      watched_milliseconds bigint NOT NULL DEFAULT 0,
      watched_seconds      float8 GENERATED ALWAYS AS (watched_milliseconds / 1000.0::float8) STORED,
      PRIMARY KEY (video_id, day)
    )`,
};

/** What `creators_videos` has from video publishing. */
export interface CreatorsVideo {
  owner_id: string;
  name: string;
  description: string;
  file_name: string;
  bytes: number;
  upload_id: string;
  processing: 'waiting' | 'running' | 'done' | 'failed';
  publication: 'draft' | 'requested' | 'published' | 'unpublished';
  is_playable: boolean;
  percent: number;
  failure_reason: FailureReason | null;
  failure_detail: string | null;
  duration_seconds: number | null;
  width: number | null;
  height: number | null;
  /** What the video goes without of its file. */
  left_out: readonly LeftOut[];
  is_damaged: boolean;
  has_poster: boolean;
  qualities: readonly number[];
  uploaded_at: string;
  published_at: string | null;
  /** When it is to be published, while it waits for that. */
  scheduled_at: string | null;
}
