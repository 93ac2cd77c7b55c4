import type { MessageStore, CommandOf, NewEventOf } from '@message-db/client';
import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { hidingIn, hidingsOf, identity } from '@/workers/identity/contract';
import { series } from './contract';
import type { Series } from './state';
import { seriesOf } from './withdrawal';

type Command = CommandOf<typeof series>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];
type Event = NewEventOf<typeof series>;

const { commands, events } = series;

/** Takes a series down. It may be deleted. */
export function takeDown({ seriesId, decisionId, decidedAt }: DataOf<'TakeDownSeries'>, state: Series): Event[] {
  if (state.takenDown?.decisionIds.includes(decisionId)) return [];
  return [
    events.SeriesTakenDown({ seriesId, decisionId, takenDownAt: decidedAt }),
    ...(state.isPublished ? [events.SeriesUnpublished({ seriesId })] : []),
  ];
}

/** Ends a decision. After the last one the series is as public as it was before. */
export function putBack({ seriesId, decisionId, decidedAt }: DataOf<'PutBackSeries'>, { takenDown }: Series): Event[] {
  if (!takenDown?.decisionIds.includes(decisionId)) return [];
  const { decisionIds, publishedAt } = takenDown;
  const isLast = decisionIds.length === 1;
  return [
    events.SeriesPutBack({ seriesId, decisionId, putBackAt: decidedAt }),
    ...(isLast && publishedAt !== null ? [events.SeriesPublished({ seriesId, publishedAt })] : []),
  ];
}

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
