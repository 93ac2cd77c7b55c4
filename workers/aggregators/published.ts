/**
 * The rule for videos that everybody may see, of a table with `is_published` and `published_at`. A minute is for clocks
 * that differ, as the time comes from the application or from the store.
 */
export const PUBLISHED = `is_published AND published_at < now() + interval '1 minute'`;
