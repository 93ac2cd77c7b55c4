import { v5 as uuidFrom } from 'uuid';
import { decryptFields } from '@/personal-data/encryption';
import { readKey } from '@/personal-data/keys';
import { reacts } from '@message-db/runtime';
import type { EventOf, MessageStore } from '@message-db/client';
import { discardMail, sendEmail, sendTo } from '@/workers/send-email/contract';
import {
  addressChangedMail,
  addressChangeMail,
  addressMailIds,
  invitationMail,
  registrationMail,
  takenAddressMail,
} from './address-mail';
import { addressIn, identity, readPerson } from './contract';
import { discardsOf, eventsOf } from './discards';

/** The events that lead to mails. */
const MAILED: readonly string[] = [
  // The first mails of before 2026-12.
  'Registered',
  'ConfirmationRequested',
  'RegistrationRequested',
  'TakenAddressNoticed',
  'AddressChangeRequested',
  'AddressChanged',
] satisfies EventOf<typeof identity>['type'][];

/**
 * Follows the component's own events about addresses. A link that was asked for goes to the address; if the address has an
 * account, its person is told instead. A proven address of an account becomes the account's, and the address of before is
 * told. The mails are discarded after `AccountDeleted`, and that of a link when it expires. All ids are derived from the
 * events, so each mail is sent once.
 */
export function mailsToAddresses(siteUrl: string) {
  return reacts({
    // The name under which it has a checkpoint in the databases of today.
    name: 'identity-welcome',
    category: identity.category,
    writes: [identity.commandCategory, sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      async RegistrationRequested({ id, data }, { host }) {
        const key = await readKey(host.store.pool, data.userId);
        const { email, token } = decryptFields(key, data);
        // The link has expired meanwhile.
        if (!key || email === null || token === null) return [];
        const mail = data.invitation
          ? invitationMail(token, data.invitation.role, siteUrl)
          : registrationMail(token, siteUrl);
        return [sendTo({ userId: data.userId, key, email }, addressMailIds(id), mail)];
      },
      async TakenAddressNoticed({ id, data: { userId } }, { host }) {
        const person = await readPerson(host.store, userId);
        return person ? [sendTo(person, addressMailIds(id), takenAddressMail(person, siteUrl))] : [];
      },
      async AddressChangeRequested({ id, data }, { host }) {
        const person = await readPerson(host.store, data.userId);
        const { email, token } = decryptFields(await readKey(host.store.pool, data.keyId), data);
        if (!person || email === null || token === null) return [];
        return [sendTo({ ...person, email }, addressMailIds(id), addressChangeMail({ ...person, token }, siteUrl))];
      },
      async AddressChangeConfirmed({ id, data }) {
        const { userId } = data;
        const message = identity.commands.ChangeAddress(data, { id: uuidFrom('ChangeAddress', id) });
        return [{ streamName: identity.commandStream(userId), message }];
      },
      async AddressChanged({ id, position, data: { userId, addressId, previousAddressId } }, { host }) {
        if (addressId === previousAddressId) return [];
        const person = await readPerson(host.store, userId);
        const email = person && (await addressBefore(host.store, userId, position));
        return email ? [sendTo({ ...person, email }, addressMailIds(id), addressChangedMail(person, siteUrl))] : [];
      },
      async AddressLinkExpired({ id, data: { addressId, tokenHash } }, { host }) {
        const links = (await eventsOf(host.store, [addressId])).filter(
          ({ type, data }) =>
            (type === 'RegistrationRequested' || type === 'AddressChangeRequested') &&
            (data as { tokenHash?: unknown }).tokenHash === tokenHash,
        );
        return links.map((link) => discardMail(addressMailIds(link.id).emailId, id));
      },
      AccountDeleted: (deleted, { host }) =>
        discardsOf(host.store, deleted, ({ id, type }) => (MAILED.includes(type) ? addressMailIds(id).emailId : null)),
    },
  });
}

/** Returns the address that an account had before this position of its stream; null if its person is forgotten. */
async function addressBefore(store: MessageStore, userId: string, position: number): Promise<string | null> {
  let address: string | null = null;
  for await (const message of store.read(identity.stream(userId))) {
    if (message.position >= position) break;
    const event = identity.readEvent(message);
    if (event.type === 'Registered') address = decryptFields(await readKey(store.pool, userId), event.data).email;
    if (event.type === 'AddressChanged') address = await addressIn(store, event.data);
  }
  return address;
}
