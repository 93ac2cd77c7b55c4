/**
 * What a card shows of a video, under the names of VideoCardVideo: `v` is the videos' table, `c` the creators'. A creator
 * may be named a moment after the video is there, for the two come from two categories.
 */
export const CARD_COLUMNS = `
  v.video_id AS "videoId", v.upload_id AS "uploadId", v.name, coalesce(c.name, 'Unknown creator') AS "creatorName",
  v.views, v.published_at AS "publishedAt", v.duration_seconds AS "durationSeconds", v.has_poster AS "hasPoster"`;

/** A row may be there before all is known of it: these can be shown. */
export const SHOWABLE = 'v.is_published AND v.is_playable AND v.name IS NOT NULL AND v.upload_id IS NOT NULL';
