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

/**
 * Follows the component's own events: takes down a video that is begun in the name of somebody who is suspended, as by a command that
 * was on its way. This and the reaction to the suspension run side by side: whichever runs later sees both.
 */
export function takesDownNewVideos() {
  const takeDown = async (
    { host }: { host: { store: MessageStore } },
    { id, data: { videoId, ownerId }, time }: { id: string; data: { videoId: string; ownerId: string }; time: Date },
  ) => {
    const decisionId = await suspensionOf(host.store, ownerId);
    if (decisionId === null) return [];
    const message = TakeDownVideo(
      { videoId, decisionId, decidedAt: time.toISOString() },
      { id: uuidFrom(`TakeDownVideo ${decisionId}`, id) },
    );
    return [{ streamName: videoPublishing.commandStream(videoId), message }];
  };
  return reacts({
    name: 'video-publishing-suspended-owners',
    category: videoPublishing.category,
    writes: [videoPublishing.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoDrafted: (event, handling) => takeDown(handling, event),
      // Without a name it is another file of the same video.
      VideoUploaded: (event, handling) => (event.data.name === undefined ? [] : takeDown(handling, event)),
    },
  });
}

/** Returns the decision by which an account is suspended now; null if it is not. */
async function suspensionOf(store: MessageStore, userId: string): Promise<string | null> {
  const stream = identity.stream(userId);
  const [suspended, lifted] = await Promise.all([
    store.readLast(stream, { type: 'AccountSuspended' }),
    store.readLast(stream, { type: 'SuspensionLifted' }),
  ]);
  if (!suspended || (lifted && lifted.position > suspended.position)) return null;
  return identity.events.AccountSuspended.read(suspended).data.decisionId;
}
