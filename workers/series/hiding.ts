import type { MessageStore } from '@message-db/client';
import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { hidingIn, hidingsOf, identity } from '@/workers/identity/contract';
import { series } from './contract';
import { seriesOf } from './withdrawal';

const { commands } = series;

/**
 * Follows identity: takes down all series of an account that is suspended, or going to be deleted, and puts them back when that is
 * over.
 */
export function followsAccounts() {
  const follow = async (
    event: Parameters<typeof hidingIn>[0],
    { host }: { readonly host: { readonly store: MessageStore } },
  ) => {
    const { decisionId, begins, at: decidedAt } = hidingIn(event);
    return (await seriesOf(host.store, event.data.userId)).map((seriesId) => {
      const make = begins ? commands.TakeDownSeries : commands.PutBackSeries;
      const message = make({ seriesId, decisionId, decidedAt }, { id: uuidFrom(seriesId, event.id) });
      return { streamName: series.commandStream(seriesId), message };
    });
  };
  return reacts({
    name: 'series-accounts',
    category: identity.category,
    writes: [series.commandCategory],
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
 * Follows the component's own events: takes down a series that is created in the name of such an account, as by a command that was
 * on its way. This and the reaction to the account run side by side: the later one sees both.
 */
export function takesDownNewSeries() {
  return reacts({
    name: 'series-hidden-owners',
    category: series.category,
    writes: [series.commandCategory],
    read: series.readEvent,
    handlers: {
      async SeriesCreated({ id, data: { seriesId, ownerId }, time }, { host, send }) {
        const [streamName, decidedAt] = [series.commandStream(seriesId), time.toISOString()];
        const idOf = (type: string, decisionId: string) => ({ id: uuidFrom(`${type} ${decisionId}`, id) });
        const hidings = await hidingsOf(host.store, ownerId);
        for (const { decisionId } of hidings) {
          const options = idOf('TakeDownSeries', decisionId);
          await send({ streamName, message: commands.TakeDownSeries({ seriesId, decisionId, decidedAt }, options) });
        }
        // What has ended meanwhile may have put it back before that.
        const still = (await hidingsOf(host.store, ownerId)).map(({ decisionId }) => decisionId);
        return hidings
          .filter(({ decisionId }) => !still.includes(decisionId))
          .map(({ decisionId }) => ({
            streamName,
            message: commands.PutBackSeries({ seriesId, decisionId, decidedAt }, idOf('PutBackSeries', decisionId)),
          }));
      },
    },
  });
}
