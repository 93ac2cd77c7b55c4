import type { Statement } from '@message-db/runtime';
import type { identity } from '@/workers/identity/contract';
import type { OpenedFactOf } from '@/workers/aggregators/personal-events';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { deleteRows, foldRows, upsert } from '../statements';
import { table, text, timestamptz, uuid } from '../table';

/**
 * The identities at OpenID Connect providers with which people sign in. Their ids cannot be guessed. They are read before the asker
 * is known.
 */
export const externalIdentities = table(
  'user_credentials_external_identities',
  {
    externalId: uuid('NOT NULL'),
    userId: uuid('NOT NULL'),
    issuer: text('NOT NULL'),
    linkId: uuid('NOT NULL'),
    linkedAt: timestamptz('NOT NULL'),
  },
  { key: ['externalId'], rule: FOR_ALL, indexes: ({ userId }) => [`(${userId})`] },
);

type IdentityEvent = OpenedFactOf<typeof identity>;
type LinkEvent = Extract<IdentityEvent, { type: 'ExternalIdentityLinked' | 'ExternalIdentityUnlinked' }>;

const isOfLink = (event: IdentityEvent): event is LinkEvent =>
  event.type === 'ExternalIdentityLinked' || event.type === 'ExternalIdentityUnlinked';

/** An account that is deleted has unlinked its identities before. */
export function keepExternalIdentities(events: readonly IdentityEvent[]): Statement[] {
  const { patches, deleted } = foldRows(
    events.filter(isOfLink),
    ({ data }) => data.externalId,
    (event) => {
      if (event.type === 'ExternalIdentityUnlinked') return 'delete';
      const { userId, issuer, linkId, linkedAt } = event.data;
      return { userId, issuer, linkId, linkedAt };
    },
  );
  return [...deleteRows(externalIdentities, deleted), ...upsert(externalIdentities, patches)];
}
