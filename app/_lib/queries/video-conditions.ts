import 'server-only';
import { sql, type SqlBool } from 'kysely';

/** The condition that everybody who has its address can watch `video`, of the view `videos`. */
export const isWatchable = sql<SqlBool>`${sql.ref('video.isPublished')} AND ${sql.ref('video.isPlayable')}`;

/** The condition that everybody can find and watch it. The view's rule leaves out unlisted ones already. */
export const isFindable = sql<SqlBool>`${isWatchable} AND NOT ${sql.ref('video.isUnlisted')}`;

/** Returns whether a video is published, and not unlisted. Pure. */
export function isListed({
  isPublished,
  isUnlisted,
}: {
  isPublished: boolean | null;
  isUnlisted: boolean | null;
}): boolean {
  return isPublished === true && !isUnlisted;
}
