import 'server-only';
import { cache } from 'react';
import { z } from 'zod';
import { currentUser } from '@/app/_lib/auth/current-user';
import { imageOf } from '@/app/_lib/channels/channel';
import type { ChannelImage } from '@/app/_lib/media/channel-urls';
import { signatureFor } from '@/app/_lib/media/signature';
import { dependsOn } from '@/app/_lib/pages/dependencies';
import { queryByAddress } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';
import { creatorOf } from '../../_queries/creator-columns';
import { topicsOfVideo } from '../../_queries/topics';

/** A video that can play. */
export type WatchVideo = Views['videos'] & {
  /** Of the addresses of its media; null for a public video, which needs none. */
  readonly signature: string | null;
  readonly creatorName: string;
  /** Null until the creator has a page. */
  readonly creatorHandle: string | null;
  readonly creatorPicture: ChannelImage | null;
};

/**
 * Returns a playable video if the viewer may see it: everyone may when it is published, also if it is unlisted, because
 * they have its address. Before that, only its owner and collaborators may, and moderators one that was taken down.
 * Cached per request.
 */
export const playableVideo = cache(async (videoId: string): Promise<WatchVideo | null> => {
  if (!z.uuid().safeParse(videoId).success) return null;
  const user = await currentUser();
  const [video] = await queryByAddress(
    user,
    videoId,
    views
      .selectFrom('videos as video')
      .leftJoin('videos_creators as creator', 'creator.userId', 'video.ownerId')
      .where('video.videoId', '=', videoId)
      .where(({ ref }) => ref('video.isPlayable'))
      .selectAll('video')
      .leftJoin('channels as channel', 'channel.userId', 'video.ownerId')
      .select(['channel.pictureId', 'channel.pictureWidths'])
      .select(({ ref }) => creatorOf(ref('video.ownerId'), ref('creator.name'))),
  );
  // What is not there may be published.
  dependsOn(video ? topicsOfVideo(video) : [`video:${videoId}`]);
  if (!video) return null;
  const { pictureId, pictureWidths, ...rest } = video;
  return {
    ...rest,
    signature: signatureFor(rest, user?.userId ?? null),
    creatorPicture: imageOf(video.ownerId, pictureId, pictureWidths),
  };
});
