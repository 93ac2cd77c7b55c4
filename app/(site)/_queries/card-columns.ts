/** What a card shows of a video, of a table of videos named `video`. */
export const CARD_COLUMNS = [
  'video.videoId',
  'video.uploadId',
  'video.name',
  'video.views',
  'video.publishedAt',
  'video.durationSeconds',
  'video.hasPoster',
] as const;

/** For a creator whose name is not known yet: a moment later it is, as names and videos come from two categories. */
export const UNKNOWN_CREATOR = 'Unknown creator';
