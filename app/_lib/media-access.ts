import 'server-only';
import { queryPrimary } from './database';
import { oncePerProcess } from './once-per-process';
import { currentUser } from './session';

/** How long a published video is taken for published without asking again, in milliseconds. */
const TRUSTED_MS = 2_000;
const REMEMBERED_MAX = 1_000;

/**
 * Whether the one who asks may see this upload's media: all may when the video is published, else its owner alone.
 * Only `published` is remembered, so that a segment costs no query, and who publishes need not wait.
 */
export async function mediaAccess(videoId: string, uploadId: string): Promise<'published' | 'owner' | 'none'> {
  const key = `${videoId}/${uploadId}`;
  const published = oncePerProcess('published media', () => new Map<string, number>());
  if ((published.get(key) ?? 0) > Date.now()) return 'published';
  published.delete(key);

  const [video] = await queryPrimary<{ ownerId: string; isPublished: boolean }>(
    `SELECT owner_id AS "ownerId", is_published AS "isPublished" FROM view.videos WHERE video_id = $1 AND upload_id = $2`,
    [videoId, uploadId],
  );
  if (video?.isPublished) {
    if (published.size >= REMEMBERED_MAX) published.clear();
    published.set(key, Date.now() + TRUSTED_MS);
    return 'published';
  }
  if (!video) return 'none';
  return (await currentUser())?.userId === video.ownerId ? 'owner' : 'none';
}
