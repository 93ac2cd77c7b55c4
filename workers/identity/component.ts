import type { Environment } from '@/environment';
import { cancelTimer, decides, schedules, setTimer, type Component } from '@message-db/runtime';
import { mailsToAddresses } from './address-mailing';
import { ADDRESS_LINK_HOURS, identity } from './contract';
import { linksExternalIdentities } from './external-linking';
import { forgets } from './forgetting';
import { identityDecider } from './identity';
import { mailsAboutSecurity } from './security-mailing';

/**
 * Registers accounts, their passwords, sessions and identities elsewhere, sends the mails about them, and forgets people who delete their accounts.
 */
export function makeIdentity({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return {
    name: 'identity',
    subscriptions: [
      decides(identity, identityDecider),
      keepsTime(),
      mailsToAddresses(siteUrl),
      mailsAboutSecurity(siteUrl),
      linksExternalIdentities(),
      forgets(),
    ],
  };
}

/** Sets a timer for each link that goes to an address, until it is used, and one for each account that is going to be deleted. */
function keepsTime() {
  const expiring = ({ data }: { data: ExpiringLink }) => {
    const { addressId, userId, tokenHash, requestedAt } = data;
    return setTimer(tokenHash, {
      at: new Date(Date.parse(requestedAt) + ADDRESS_LINK_HOURS * 3600_000).toISOString(),
      streamName: identity.commandStream(addressId),
      message: identity.commands.ExpireAddressLink({ addressId, userId, tokenHash }),
    });
  };
  return schedules({
    name: 'identity-timers',
    follows: identity,
    sends: identity,
    timers: {
      RegistrationRequested: expiring,
      AddressChangeRequested: expiring,
      AddressClaimed: ({ data: { tokenHash } }) => (tokenHash ? cancelTimer(tokenHash) : null),
      AddressChangeConfirmed: ({ data: { tokenHash } }) => cancelTimer(tokenHash),
      DeletionRequested: ({ data: { userId, requestId, deleteAt } }) =>
        setTimer(requestId, {
          at: deleteAt,
          streamName: identity.commandStream(userId),
          message: identity.commands.DeleteAsRequested({ userId, requestId }),
        }),
      DeletionCancelled: ({ data: { requestId } }) => cancelTimer(requestId),
    },
  });
}

interface ExpiringLink {
  readonly addressId: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly requestedAt: string;
}
