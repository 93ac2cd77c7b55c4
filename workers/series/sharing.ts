import type { MessageStore } from '@message-db/client';
import { reacts, type Outgoing } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { channelCollaborators, collaboration, grantsOf, type GrantEvent } from '@/workers/collaboration/contract';
import { series } from './contract';
import { seriesOf } from './withdrawal';

const { commands } = series;

type Make = typeof commands.AdmitSeriesCollaborator | typeof commands.DismissSeriesCollaborator;
type Access = Parameters<Make>[0];

/** Follows collaboration: admits people who accept an invitation to a series or a channel, until their access ends. */
export function admitsCollaborators() {
  return reacts({
    name: 'series-collaborators',
    category: collaboration.category,
    writes: [series.commandCategory],
    read: collaboration.readEvent,
    handlers: {
      InvitationAccepted: (event, { host }) => toSeries(host.store, event),
      RoleChanged: (event, { host }) => toSeries(host.store, event),
      CollaborationEnded: (event, { host }) => toSeries(host.store, event),
    },
  });
}

/** A grant that another follows ends after that has begun, so that nobody loses what they have open. */
async function toSeries(store: MessageStore, event: GrantEvent): Promise<Outgoing[]> {
  const { id, data } = event;
  const { ownerId, subjectKind, subjectId } = data;
  if (subjectKind === 'video') return [];
  const seriesIds = subjectKind === 'series' ? [subjectId] : await seriesOf(store, ownerId);
  const { begins, ends } = grantsOf(event);
  const messages = (make: Make, grants: typeof begins, seriesId: string) =>
    grants.map(({ grantId, collaboratorId, role }) =>
      sent(make, { seriesId, ownerId, accessId: uuidFrom(seriesId, grantId), collaboratorId, role }, id),
    );
  return seriesIds.flatMap((seriesId) => [
    ...messages(commands.AdmitSeriesCollaborator, begins, seriesId),
    ...messages(commands.DismissSeriesCollaborator, ends, seriesId),
  ]);
}

/**
 * Follows the component's own events: the collaborators of a channel are admitted to each new series. It runs beside
 * the reaction above. Whichever runs later sees both, and access that has ended does not begin again.
 */
export function admitsToNewSeries() {
  return reacts({
    name: 'series-new-series',
    category: series.category,
    writes: [series.commandCategory],
    read: series.readEvent,
    handlers: {
      async SeriesCreated({ id, data: { seriesId, ownerId } }, { host }) {
        const people = await channelCollaborators(host.store.read(collaboration.stream(ownerId)));
        return people.map(({ grantId, collaboratorId, role }) => {
          const accessId = uuidFrom(seriesId, grantId);
          return sent(commands.AdmitSeriesCollaborator, { seriesId, ownerId, accessId, collaboratorId, role }, id);
        });
      },
    },
  });
}

function sent(make: Make, access: Access, causeId: string): Outgoing {
  const { seriesId, accessId } = access;
  return {
    streamName: series.commandStream(seriesId),
    message: make(access, { id: uuidFrom(`${make.type} ${seriesId} ${accessId}`, causeId) }),
  };
}
