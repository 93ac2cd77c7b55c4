import 'server-only';
import { toTrackLines, trackLinesQuery } from '@/app/_lib/captions/track-lines';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** A track of captions as its creator sees it. */
export type StudioTrack = Views['captions_tracks'];

/**
 * Returns the tracks of a creator's own video, removed ones too, in the order in which they were added. Null if the
 * captions of the video cannot be changed yet, because their component has not heard of it.
 */
export async function studioTracks(ownerId: string, videoId: string): Promise<readonly StudioTrack[] | null> {
  const rows = await queryAs(
    { userId: ownerId },
    views
      .selectFrom('captions_videos as video')
      .leftJoin('captions_tracks as track', 'track.videoId', 'video.videoId')
      .where('video.videoId', '=', videoId)
      .where('video.ownerId', '=', ownerId)
      .selectAll('track')
      .orderBy('track.addedAt')
      .orderBy('track.trackId'),
  );
  return rows.length === 0 ? null : rows.filter((row): row is StudioTrack => row.trackId !== null);
}

/** Returns one track of a creator's own video, unless it is removed. */
export async function studioTrack(ownerId: string, videoId: string, trackId: string): Promise<StudioTrack | null> {
  const [track] = await queryAs(
    { userId: ownerId },
    views
      .selectFrom('captions_tracks')
      .where('videoId', '=', videoId)
      .where('trackId', '=', trackId)
      .where('ownerId', '=', ownerId)
      .where('removedAt', 'is', null)
      .selectAll(),
  );
  return track ?? null;
}

/** Returns the lines of a creator's own track and their revision, unless the track is removed. */
export async function studioLines(ownerId: string, videoId: string, trackId: string) {
  const query = trackLinesQuery({ videoId, trackId }).where('track.ownerId', '=', ownerId);
  return toTrackLines(await queryAs({ userId: ownerId }, query));
}
