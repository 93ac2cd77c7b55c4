import 'server-only';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import type { Asker } from '@/app/_lib/queries/read';
import { currentUser } from '@/app/_lib/auth/current-user';

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

  if (await isVisibleTo(null, videoId, uploadId)) {
    if (published.size >= REMEMBERED_MAX) published.clear();
    published.set(key, Date.now() + TRUSTED_MS);
    return 'published';
  }
  const user = await currentUser();
  return user && (await isVisibleTo(user, videoId, uploadId)) ? 'owner' : 'none';
}

async function isVisibleTo(asker: Asker | null, videoId: string, uploadId: string): Promise<boolean> {
  const rows = await queryPrimaryAs(
    asker,
    views.selectFrom('videos').where('videoId', '=', videoId).where('uploadId', '=', uploadId).select('videoId'),
  );
  return rows.length > 0;
}
