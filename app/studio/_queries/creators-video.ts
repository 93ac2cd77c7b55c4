import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** What a user may do with a video or a series in the studio. */
export type StudioRole = 'owner' | Views['creators_videos_access']['role'];

/** A video as its creator and collaborators see it. */
export type CreatorsVideo = Views['creators_videos'] & {
  /** What the user may do with it. */
  readonly role: StudioRole;
  readonly ownerName: string | null;
};

/** Returns a video for its owner or a collaborator. Null for others, and if it is not projected yet. */
export async function creatorsVideo(userId: string, videoId: string): Promise<CreatorsVideo | null> {
  const [video] = await queryAs(
    { userId },
    views
      .selectFrom('creators_videos as video')
      .leftJoin('videos_creators as owner', 'owner.userId', 'video.ownerId')
      .where('video.videoId', '=', videoId)
      .selectAll('video')
      .select('owner.name as ownerName')
      .select((eb) =>
        eb
          .selectFrom('creators_videos_access as access')
          .whereRef('access.subjectId', '=', 'video.videoId')
          .where('access.userId', '=', userId)
          // Of several roles, editor wins: it comes first in the alphabet.
          .select(({ fn }) => fn.min('access.role').as('role'))
          .as('sharedAs'),
      ),
  );
  if (!video) return null;
  const { sharedAs, ...row } = video;
  return { ...row, role: row.ownerId === userId ? 'owner' : (sharedAs ?? 'viewer') };
}
