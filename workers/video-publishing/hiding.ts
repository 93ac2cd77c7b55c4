import type { MessageStore } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { hidingIn, hidingsOf, identity } from '@/workers/identity/contract';
import { reacts, type Outgoing } from '@message-db/runtime';
import { videoPublishing } from './contract';
import { videosBegunBy } from './withdrawal';

const { TakeDownVideo, PutBackVideo } = videoPublishing.commands;

/**
 * Follows identity: takes down all videos of an account that is suspended, or going to be deleted, and puts them back when that is
 * over.
 */
export function followsAccounts() {
  const follow = async (
    event: Parameters<typeof hidingIn>[0],
    { host }: { readonly host: { readonly store: MessageStore } },
  ) => {
    const { decisionId, reason, begins, at: decidedAt } = hidingIn(event);
    return (await videosBegunBy(host.store, event.data.userId)).map((videoId) => {
      const options = { id: uuidFrom(videoId, event.id) };
      const message = begins
        ? TakeDownVideo({ videoId, decisionId, reason, decidedAt }, options)
        : PutBackVideo({ videoId, decisionId, decidedAt }, options);
      return { streamName: videoPublishing.commandStream(videoId), message };
    });
  };
  return reacts({
    // The name under which it has a checkpoint in the databases of today.
    name: 'video-publishing-suspension',
    category: identity.category,
    writes: [videoPublishing.commandCategory],
    read: identity.readEvent,
    handlers: {
      AccountSuspended: follow,
      SuspensionLifted: follow,
      DeletionRequested: follow,
      DeletionCancelled: follow,
    },
  });
}

/**
 * Follows the component's own events: takes down a video that is begun in the name of such an account, as by a command that was on
 * its way. This and the reaction to the account run side by side: the later one sees both.
 */
export function takesDownNewVideos() {
  const takeDown = async (
    { host, send }: { host: { store: MessageStore }; send: (message: Outgoing) => Promise<unknown> },
    { id, data: { videoId, ownerId }, time }: { id: string; data: { videoId: string; ownerId: string }; time: Date },
  ): Promise<Outgoing[]> => {
    const [streamName, decidedAt] = [videoPublishing.commandStream(videoId), time.toISOString()];
    const idOf = (type: string, decisionId: string) => ({ id: uuidFrom(`${type} ${decisionId}`, id) });
    const hidings = await hidingsOf(host.store, ownerId);
    for (const { decisionId, reason } of hidings) {
      const options = idOf('TakeDownVideo', decisionId);
      await send({ streamName, message: TakeDownVideo({ videoId, decisionId, reason, decidedAt }, options) });
    }
    // What has ended meanwhile may have put it back before that.
    const still = (await hidingsOf(host.store, ownerId)).map(({ decisionId }) => decisionId);
    return hidings
      .filter(({ decisionId }) => !still.includes(decisionId))
      .map(({ decisionId }) => ({
        streamName,
        message: PutBackVideo({ videoId, decisionId, decidedAt }, idOf('PutBackVideo', decisionId)),
      }));
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
