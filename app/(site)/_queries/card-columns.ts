/** The columns that a card shows, of a table of videos named `video`. */
export const CARD_COLUMNS = [
  'video.videoId',
  'video.uploadId',
  'video.name',
  'video.views',
  'video.publishedAt',
  'video.durationSeconds',
  'video.hasPoster',
] as const;

/**
 * Shown while a creator's name is unknown. It arrives a moment later, because names and videos come from two
 * categories.
 */
export const UNKNOWN_CREATOR = 'Unknown creator';
