import 'server-only';
import { rightsOfPerson } from '@/app/_lib/auth/find-user';
import { queryPrimary, queryPrimaryAs, queryPrimaryByAddress } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import type { Asker } from '@/app/_lib/queries/read';
import type { MediaSignature } from './signature';

/** How long an answer is remembered, in milliseconds. */
const TRUSTED_MS = 2_000;
const REMEMBERED_MAX = 1_000;

/** Why somebody may have a file: the video is public, the address has a signature, or the user may see the video. */
export type Access = 'public' | 'signed' | 'user';

/**
 * Returns whether an address opens the media of this upload or chosen poster. An address with a signature opens what
 * the person in whose name it was made may see now. An address without one opens media of public videos, and those that
 * the signed-in user may see. A positive answer is remembered for a moment, so a segment costs no query; a new
 * publication counts immediately.
 * @param mediaId the id of the upload or of the chosen poster.
 * @param signature a valid one of this video, or null.
 * @param findUser returns the signed-in user. It is called only if there is no signature and the video is not public.
 */
export async function mediaAccess(
  videoId: string,
  mediaId: string,
  signature: MediaSignature | null,
  findUser: () => Promise<Asker | null>,
): Promise<Access | null> {
  const opened = oncePerProcess('opened media', () => new Map<string, number>());
  const key = `${videoId}/${mediaId} ${signature ? (signature.userId ?? 'link') : ''}`;
  if ((opened.get(key) ?? 0) > Date.now()) return signature ? 'signed' : 'public';
  opened.delete(key);

  const wanted = fileOf(videoId, mediaId);
  const opens = signature ? await isOpenTo(signature, videoId, wanted) : (await queryPrimary(wanted)).length > 0;
  if (opens) {
    if (opened.size >= REMEMBERED_MAX) opened.clear();
    opened.set(key, Date.now() + TRUSTED_MS);
    return signature ? 'signed' : 'public';
  }
  const user = signature ? null : await findUser();
  return user && (await queryPrimaryAs(user, wanted)).length > 0 ? 'user' : null;
}

/** Returns whether the person in whose name a signature was made may see the file now. Some may because they are moderators. */
async function isOpenTo(
  { userId }: MediaSignature,
  videoId: string,
  wanted: ReturnType<typeof fileOf>,
): Promise<boolean> {
  if (userId === null) return (await queryPrimaryByAddress(null, videoId, wanted)).length > 0;
  if ((await queryPrimaryAs({ userId }, wanted)).length > 0) return true;
  const isModerator = (await rightsOfPerson(userId))?.isModerator === true;
  return isModerator && (await queryPrimaryAs({ userId, isModerator }, wanted)).length > 0;
}

function fileOf(videoId: string, mediaId: string) {
  return (
    views
      .selectFrom('videos')
      .where('videoId', '=', videoId)
      // Somebody may still be watching a file that was just replaced.
      .where((eb) =>
        eb.or([eb('uploadId', '=', mediaId), eb('previousUploadId', '=', mediaId), eb('chosenPosterId', '=', mediaId)]),
      )
      .select('videoId')
  );
}
