import { v5 as uuidFrom } from 'uuid';
import { reacts } from '@message-db/runtime';
import { identity } from './contract';

/**
 * Follows the component's own events. An account that was registered with an identity elsewhere claims it. A claim becomes a link
 * of the account. A link that was refused or has ended frees the identity. All ids are made from the events, so each command is
 * sent once.
 */
export function linksExternalIdentities() {
  return reacts({
    name: 'identity-external',
    category: identity.category,
    writes: [identity.commandCategory],
    read: identity.readEvent,
    handlers: {
      async Registered({ id, data: { userId, passwordId, external } }) {
        if (!external || passwordId === undefined) return [];
        const message = identity.commands.ClaimExternalIdentity(
          { userId, ...external, currentPasswordId: passwordId },
          { id: uuidFrom('ClaimExternalIdentity', id) },
        );
        return [{ streamName: identity.commandStream(external.externalId), message }];
      },
      async ExternalIdentityClaimed({ id, data }) {
        const message = identity.commands.LinkExternalIdentity(data, { id: uuidFrom('LinkExternalIdentity', id) });
        return [{ streamName: identity.commandStream(data.userId), message }];
      },
      // The identity of another account stays theirs.
      ExternalIdentityRejected: async ({ id, data }) => (data.reason === 'identity-taken' ? [] : [releases(data, id)]),
      ExternalIdentityUnlinked: async ({ id, data }) => [releases(data, id)],
    },
  });
}

function releases(
  { userId, externalId, linkId }: { userId: string; externalId: string; linkId: string },
  eventId: string,
) {
  const message = identity.commands.ReleaseExternalIdentity(
    { userId, externalId, linkId },
    { id: uuidFrom('ReleaseExternalIdentity', eventId) },
  );
  return { streamName: identity.commandStream(externalId), message };
}
