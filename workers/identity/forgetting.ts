import { v5 as uuidFrom } from 'uuid';
import type { MessageStore } from '@message-db/client';
import { forgetMessageKey, forgetPerson } from '@/personal-data/keys';
import { reacts } from '@message-db/runtime';
import { identity } from './contract';

/**
 * Follows the component's own events. After `AccountDeleted` it deletes the person's key and then releases their address, and
 * after `AddressChanged` it releases the one of before. After a rejected registration, or a link that expired, it deletes the
 * key of what was encrypted for it. Every step is idempotent.
 */
export function forgets() {
  return reacts({
    name: 'identity-forgetting',
    category: identity.category,
    writes: [identity.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId, addressId } }, { host }) {
        await forgetPerson(host.store.pool, userId);
        return [releases({ addressId, userId }, id)];
      },
      async AddressChanged({ id, data }) {
        const { userId, previousAddressId: addressId, previousTokenHash: tokenHash } = data;
        // Somebody who registered before 2026-12 has confirmed the address that they had.
        return addressId === data.addressId ? [] : [releases({ addressId, userId, tokenHash }, id)];
      },
      async AddressChangeRejected({ id, data: { reason, userId, addressId, keyId } }, { host }) {
        await forgetMessageKey(host.store.pool, keyId);
        // The account was deleted after it had claimed a new address.
        return reason === 'account-deleted' ? [releases({ addressId, userId }, id)] : [];
      },
      RegistrationRequestRejected: ({ data }, { host }) => forgetIfNoAccount(host.store, data.userId),
      RegistrationRejected: ({ data }, { host }) => forgetIfNoAccount(host.store, data.userId),
      async AddressLinkExpired({ data: { userId, keyId } }, { host }) {
        if (keyId === undefined) return forgetIfNoAccount(host.store, userId);
        await forgetMessageKey(host.store.pool, keyId);
        return [];
      },
    },
  });
}

function releases(claim: { addressId: string; userId: string; tokenHash?: string | null }, eventId: string) {
  const message = identity.commands.ReleaseAddress(claim, { id: uuidFrom('ReleaseAddress', eventId) });
  return { streamName: identity.commandStream(claim.addressId), message };
}

/** Forgets a person without an account. The sender of a command chose the user id, and must not end an account that exists. */
async function forgetIfNoAccount(store: MessageStore, userId: string): Promise<[]> {
  if (!(await store.readLast(identity.stream(userId)))) await forgetPerson(store.pool, userId);
  return [];
}
