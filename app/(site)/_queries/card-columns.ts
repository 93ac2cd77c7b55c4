/** The columns that a card shows, of a table of videos named `video`. */
export const CARD_COLUMNS = [
  'video.videoId',
  'video.ownerId',
  'video.name',
  'video.views',
  'video.publishedAt',
  'video.durationSeconds',
  'video.posterId',
  'video.posterWidths',
] as const;
