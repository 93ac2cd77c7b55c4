import 'server-only';
import { toTrackLines, trackLinesQuery } from '@/app/_lib/captions/track-lines';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** A track of captions as its creator sees it. */
export type StudioTrack = Views['captions_tracks'];

/*
 * A user sees rows of `captions_videos` only for videos that they own or work on, but everybody sees the tracks and
 * lines of published videos. So each query joins it.
 */

/**
 * Returns the tracks of a video that a user works on, removed ones too, in the order in which they were added. Null if
 * the captions of the video cannot be changed yet, because their component does not know it yet.
 */
export async function studioTracks(userId: string, videoId: string): Promise<readonly StudioTrack[] | null> {
  const rows = await queryAs(
    { userId },
    views
      .selectFrom('captions_videos as video')
      .leftJoin('captions_tracks as track', 'track.videoId', 'video.videoId')
      .where('video.videoId', '=', videoId)
      .selectAll('track')
      .orderBy('track.addedAt')
      .orderBy('track.trackId'),
  );
  return rows.length === 0 ? null : rows.filter((row): row is StudioTrack => row.trackId !== null);
}

/** Returns one track of a video that a user works on, unless it is removed. */
export async function studioTrack(userId: string, videoId: string, trackId: string): Promise<StudioTrack | null> {
  const track = await anyTrack(userId, videoId, trackId);
  return track?.removedAt === null ? track : null;
}

/** Returns one track of a video that a user works on, also if it is removed. */
export async function anyTrack(userId: string, videoId: string, trackId: string): Promise<StudioTrack | null> {
  const [track] = await queryAs(
    { userId },
    views
      .selectFrom('captions_tracks as track')
      .innerJoin('captions_videos as video', 'video.videoId', 'track.videoId')
      .where('track.videoId', '=', videoId)
      .where('track.trackId', '=', trackId)
      .selectAll('track'),
  );
  return track ?? null;
}

/** Returns the lines of a track of a video that a user works on and their revision, unless the track is removed. */
export async function studioLines(userId: string, videoId: string, trackId: string) {
  const query = trackLinesQuery({ videoId, trackId }).innerJoin(
    'captions_videos as video',
    'video.videoId',
    'track.videoId',
  );
  return toTrackLines(await queryAs({ userId }, query));
}
