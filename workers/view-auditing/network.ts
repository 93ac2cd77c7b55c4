import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { RULE, viewAuditing } from './contract';
import { judge, type EarlierView } from './rule';

/** What is known of a network on a day, by video. */
export type NetworkState = Readonly<Record<string, WatchedVideo>>;

interface WatchedVideo {
  readonly views: readonly EarlierView[];
  /** The visitors to whom the site sent the film. */
  readonly fetchedBy: readonly string[];
}

const UNWATCHED: WatchedVideo = { views: [], fetchedBy: [] };

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
  if (type === 'DeliveryNoted') return withVideo({ fetchedBy: [...video.fetchedBy, data.visitorId] });
  const { viewingId, visitorId } = data;
  const view = { viewingId, visitorId, viewedAt: Date.parse(data.viewedAt), isConfirmed: type === 'ViewConfirmed' };
  return withVideo({ views: [...video.views.filter((other) => other.viewingId !== viewingId), view] });
}

function audit(
  { networkId, viewingId, videoId, viewedAt, evidence }: DataOf<'AuditView'>,
  network: NetworkState,
): readonly Event[] {
  const { views: earlier, fetchedBy } = network[videoId] ?? UNWATCHED;
  if (earlier.some((view) => view.viewingId === viewingId)) return [];

  const { visitorId, ownerId } = evidence.viewer;
  const isDelivered = fetchedBy.includes(visitorId);
  const { reason, withdrawn } = judge({ ...evidence, viewedAt: Date.parse(viewedAt) }, earlier, isDelivered);
  const outcome = { networkId, viewingId, videoId, viewedAt, visitorId, ownerId, rule: RULE };
  if (!reason) return [ViewConfirmed(outcome)];
  const ofEarlier = (view: EarlierView) => ({
    viewingId: view.viewingId,
    visitorId: view.visitorId,
    viewedAt: new Date(view.viewedAt).toISOString(),
  });
  return [
    ...withdrawn.map((view) => ViewDiscounted({ ...outcome, ...ofEarlier(view), reason, wasConfirmed: true })),
    ViewDiscounted({ ...outcome, reason, wasConfirmed: false }),
  ];
}

function note({ networkId, visitorId, videoId, at }: DataOf<'NoteDelivery'>, network: NetworkState): readonly Event[] {
  if (network[videoId]?.fetchedBy.includes(visitorId)) return [];
  return [DeliveryNoted({ networkId, visitorId, videoId, at })];
}
