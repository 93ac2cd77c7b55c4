import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { strongestRole } from '@/app/studio/_queries/strongest-role';
import type { Views } from '@/workers/aggregators/contract';

/** What a user may do with a video or a series in the studio. */
export type StudioRole = 'owner' | Views['creators_videos_access']['role'];

/** A video as its creator and collaborators see it. */
export type CreatorsVideo = Views['creators_videos'] & {
  /** What the user may do with it. */
  readonly role: StudioRole;
  readonly ownerName: string | null;
  readonly watchPage: WatchPage;
};

/**
 * To whom the watch page shows a video: to all who have its address, to its collaborators, or not yet to anybody. Its view
 * follows the studio's.
 */
export type WatchPage = 'open' | 'preview' | null;

/** The columns of `videos as watched` for `watchPageOf`. */
export const WATCHED = ['watched.isPlayable as watchIsPlayable', 'watched.isPublished as watchIsPublished'] as const;

/** Returns to whom the watch page shows a video, by its row of `videos`, which may not be there yet. Pure. */
export function watchPageOf(row: { watchIsPlayable: boolean | null; watchIsPublished: boolean | null }): WatchPage {
  if (!row.watchIsPlayable) return null;
  return row.watchIsPublished ? 'open' : 'preview';
}

/** Returns whether others can watch a video: it is published, and its watch page shows it. Pure. */
export function isLive({ publication, watchPage }: Pick<CreatorsVideo, 'publication' | 'watchPage'>): boolean {
  return publication === 'published' && watchPage === 'open';
}

/** Returns a video for its owner or a collaborator. Null for others, and if it is not projected yet. */
export async function creatorsVideo(userId: string, videoId: string): Promise<CreatorsVideo | null> {
  const [video] = await queryAs(
    { userId },
    views
      .selectFrom('creators_videos as video')
      .leftJoin('videos_creators as owner', 'owner.userId', 'video.ownerId')
      .leftJoin('videos as watched', 'watched.videoId', 'video.videoId')
      .where('video.videoId', '=', videoId)
      .selectAll('video')
      .select(['owner.name as ownerName', ...WATCHED])
      .select((eb) =>
        eb
          .selectFrom('creators_videos_access as access')
          .whereRef('access.subjectId', '=', 'video.videoId')
          .where('access.userId', '=', userId)
          .select(strongestRole)
          .as('sharedAs'),
      ),
  );
  if (!video) return null;
  const { sharedAs, watchIsPlayable, watchIsPublished, ...row } = video;
  return {
    ...row,
    watchPage: watchPageOf({ watchIsPlayable, watchIsPublished }),
    role: row.ownerId === userId ? 'owner' : (sharedAs ?? 'viewer'),
  };
}
