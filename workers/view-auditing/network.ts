import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { RULE, viewAuditing } from './contract';
import { isOfPerson, isPast, judge, type EarlierView } from './rule';

/** What is known of a network on a day, by video. */
export type NetworkState = Readonly<Record<string, WatchedVideo>>;

interface WatchedVideo {
  /** Those that matter for the judgement of others, of about the last hour, and the newest one. */
  readonly views: readonly EarlierView[];
  /** Somebody fetched the film. */
  readonly isFetched: boolean;
}

const UNWATCHED: WatchedVideo = { views: [], isFetched: false };

type Command = CommandOf<typeof viewAuditing>;
type Event = NewEventOf<typeof viewAuditing>;
type Past = PastEvent<EventOf<typeof viewAuditing>>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];

const { DeliveryNoted, ViewConfirmed, ViewDiscounted } = viewAuditing.events;

/** Audits each view once, by the rule. */
export const networkDecider: Decider<NetworkState, Command, Event, EventOf<typeof viewAuditing>> = {
  initialState: {},
  evolve,
  decide: (command, network) =>
    command.type === 'AuditView' ? audit(command.data, network) : note(command.data, network),
};

function evolve(network: NetworkState, { type, data }: Past): NetworkState {
  const { videoId } = data;
  const video = network[videoId] ?? UNWATCHED;
  const withVideo = (change: Partial<WatchedVideo>) => ({ ...network, [videoId]: { ...video, ...change } });
  if (type === 'DeliveryNoted') return withVideo({ isFetched: true });
  const { viewingId, visitorId } = data;
  const outcome = type === 'ViewConfirmed' ? ('confirmed' as const) : data.reason;
  const view = { viewingId, visitorId, viewedAt: Date.parse(data.viewedAt), outcome };
  const others = video.views.filter(
    (other) => other.viewingId !== viewingId && isOfPerson(other) && !isPast(other, view.viewedAt),
  );
  return withVideo({ views: [...others, view] });
}

function audit(
  { networkId, viewingId, videoId, viewedAt, evidence }: DataOf<'AuditView'>,
  network: NetworkState,
): readonly Event[] {
  const { views: earlier, isFetched } = network[videoId] ?? UNWATCHED;
  if (earlier.some((view) => view.viewingId === viewingId)) return [];

  const { visitorId, ownerId } = evidence.viewer;
  const { reason, alsoDiscounted } = judge({ ...evidence, viewedAt: Date.parse(viewedAt) }, earlier, isFetched);
  const outcome = { networkId, viewingId, videoId, viewedAt, visitorId, ownerId, rule: RULE };
  if (!reason) return [ViewConfirmed(outcome)];
  const ofEarlier = (view: EarlierView) => ({
    viewingId: view.viewingId,
    visitorId: view.visitorId,
    viewedAt: new Date(view.viewedAt).toISOString(),
  });
  return [
    ...alsoDiscounted.map((view) => ViewDiscounted({ ...outcome, ...ofEarlier(view), reason, wasConfirmed: true })),
    ViewDiscounted({ ...outcome, reason, wasConfirmed: false }),
  ];
}

function note({ networkId, videoId, at }: DataOf<'NoteDelivery'>, network: NetworkState): readonly Event[] {
  return network[videoId]?.isFetched ? [] : [DeliveryNoted({ networkId, videoId, at })];
}
