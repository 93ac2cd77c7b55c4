import 'server-only';
import { currentUser } from '@/app/_lib/auth/current-user';
import { toCaptionTrack, type CaptionTrack } from '@/app/_lib/captions/track';
import { paragraphsOf, type Paragraph } from '@/app/_lib/captions/paragraphs';
import { queryByAddress } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { WatchVideo } from './playable-video';

/** The captions of a video that a viewer can choose, and what the first of them says. */
export interface WatchCaptions {
  readonly tracks: readonly CaptionTrack[];
  readonly paragraphs: readonly Paragraph[];
}

/**
 * Returns the captions of a video: those in the video's language first. The page depends on the video's topic already,
 * and is therefore rendered again after a change of its captions.
 */
export async function captionsOfVideo({
  videoId,
  language,
  signature,
}: Pick<WatchVideo, 'videoId' | 'language' | 'signature'>): Promise<WatchCaptions> {
  const user = await currentUser();
  const rows = await queryByAddress(
    user,
    videoId,
    views
      .selectFrom('captions_tracks')
      .where('videoId', '=', videoId)
      .where('removedAt', 'is', null)
      .where('lineCount', '>', 0)
      .select(['videoId', 'trackId', 'revision', 'language', 'label', 'source'])
      .orderBy('addedAt')
      .orderBy('trackId'),
  );
  // What a person wrote comes before what a machine has heard.
  const rank = (row: (typeof rows)[number]) =>
    (row.language === language ? 0 : 2) + (row.source === 'automatic' ? 1 : 0);
  const sorted = rows.toSorted((one, other) => rank(one) - rank(other));
  const [first] = sorted;
  if (!first) return { tracks: [], paragraphs: [] };
  const lines = await queryByAddress(
    user,
    videoId,
    views
      .selectFrom('captions_lines')
      .where('videoId', '=', videoId)
      .where('trackId', '=', first.trackId)
      .select(['startMs as start', 'endMs as end', 'text'])
      .orderBy('startMs')
      .orderBy('endMs'),
  );
  return { tracks: sorted.map((row) => toCaptionTrack({ ...row, signature })), paragraphs: paragraphsOf(lines) };
}
