import type { MessageStore } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { identity } from '@/workers/identity/contract';
import { reacts } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { videosBegunBy } from './withdrawal';

const { TakeDownVideo, PutBackVideo } = videoPublishing.commands;

/** Follows identity: takes down all videos of an account that is suspended, and puts them back when that is lifted. */
export function followsSuspensions() {
  const toEach = async (
    event: { readonly id: string; readonly data: { readonly userId: string } },
    store: MessageStore,
    command: (videoId: string, options: { id: string }) => ReturnType<typeof TakeDownVideo | typeof PutBackVideo>,
  ) => {
    const videoIds = await videosBegunBy(store, event.data.userId);
    return videoIds.map((videoId) => ({
      streamName: videoPublishing.commandStream(videoId),
      message: command(videoId, { id: uuidFrom(videoId, event.id) }),
    }));
  };
  return reacts({
    name: 'video-publishing-suspension',
    category: identity.category,
    writes: [videoPublishing.commandCategory],
    read: identity.readEvent,
    handlers: {
      AccountSuspended: (event, { host }) =>
        toEach(event, host.store, (videoId, options) => {
          const { decisionId, suspendedAt } = event.data;
          return TakeDownVideo({ videoId, decisionId, decidedAt: suspendedAt }, options);
        }),
      SuspensionLifted: (event, { host }) =>
        toEach(event, host.store, (videoId, options) => {
          const { decisionId, liftedAt } = event.data;
          return PutBackVideo({ videoId, decisionId, decidedAt: liftedAt }, options);
        }),
    },
  });
}
