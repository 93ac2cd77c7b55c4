import 'server-only';
import { queryPrimaryByAddress } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import type { Asker } from '@/app/_lib/queries/read';

/** How long a video counts as published without another query, in milliseconds. */
const TRUSTED_MS = 2_000;
const REMEMBERED_MAX = 1_000;

/**
 * Returns whether the user may see the media of this upload or chosen poster: everyone may if the video is published (if it is unlisted, everyone who has its address, which
 * the media's addresses contain), else only its owner.
 * Only `published` is cached, so a segment costs no query, and a new publication counts at once.
 * @param findUser returns the signed-in user. It is called only if the video is not published.
 */
export async function mediaAccess(
  videoId: string,
  uploadId: string,
  findUser: () => Promise<Asker | null>,
): Promise<'published' | 'owner' | 'none'> {
  const key = `${videoId}/${uploadId}`;
  const published = oncePerProcess('published media', () => new Map<string, number>());
  if ((published.get(key) ?? 0) > Date.now()) return 'published';
  published.delete(key);

  if (await isVisibleTo(null, videoId, uploadId)) {
    if (published.size >= REMEMBERED_MAX) published.clear();
    published.set(key, Date.now() + TRUSTED_MS);
    return 'published';
  }
  const user = await findUser();
  return user && (await isVisibleTo(user, videoId, uploadId)) ? 'owner' : 'none';
}

async function isVisibleTo(asker: Asker | null, videoId: string, uploadId: string): Promise<boolean> {
  const rows = await queryPrimaryByAddress(
    asker,
    videoId,
    views
      .selectFrom('videos')
      .where('videoId', '=', videoId)
      // Somebody may still be watching a file that was just replaced.
      .where((eb) =>
        eb.or([
          eb('uploadId', '=', uploadId),
          eb('previousUploadId', '=', uploadId),
          eb('chosenPosterId', '=', uploadId),
        ]),
      )
      .select('videoId'),
  );
  return rows.length > 0;
}
