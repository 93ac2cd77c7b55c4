import { v5 as uuidFrom } from 'uuid';
import type { EventOf, MessageStore } from '@message-db/client';
import { readKey } from '@/personal-data/keys';
import { reacts } from '@message-db/runtime';
import { hashOfToken } from '@/text/hash-of-token';
import { sendEmail, sendTo, type Mail } from '@/workers/send-email/contract';
import { identity, readPerson, RESET_LINK_MINUTES, type Person } from './contract';
import { discardsOf } from './discards';
import {
  changedMail,
  deletionMail,
  externalIdentityMail,
  keptMail,
  passkeyMail,
  securityMailIds,
  resetMail,
  resetTokenOf,
  roleMail,
  twoStepMail,
  withdrawnMail,
  wrongCodesMail,
} from './security-mail';

/** The events that lead to mails. */
const MAILED: readonly string[] = [
  'PasswordResetAllowed',
  'PasswordChanged',
  'WrongCodesNoticed',
  'AuthenticatorEnabled',
  'AuthenticatorDisabled',
  'PasskeyAdded',
  'PasskeyRemoved',
  'ExternalIdentityLinked',
  'ExternalIdentityUnlinked',
  'RoleGranted',
  'RoleWithdrawn',
  'DeletionRequested',
  'DeletionCancelled',
] satisfies EventOf<typeof identity>['type'][];

/**
 * Follows the component's own events. `PasswordResetRequested` leads to a link with a new token, and that to a mail if the
 * account allows the link. A changed password, two-step sign-in that is switched on or off, a passkey or an identity elsewhere that
 * is added or removed, many wrong codes, a role, and an account that is going to be deleted or stays lead to a mail that tells the
 * person. After `AccountDeleted` these mails are discarded. All ids, and the token, are derived from the events,
 * so each mail is sent once.
 */
export function mailsAboutSecurity(siteUrl: string) {
  return reacts({
    name: 'identity-passwords',
    category: identity.category,
    writes: [identity.commandCategory, sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      async PasswordResetRequested({ id: requestId, data: { userId, requestedAt } }, { host }) {
        const key = await readKey(host.store.pool, userId);
        if (!key) return [];
        const tokenHash = hashOfToken(resetTokenOf(key, requestId));
        const expiresAt = new Date(Date.parse(requestedAt) + RESET_LINK_MINUTES * 60_000).toISOString();
        const message = identity.commands.AllowPasswordReset(
          { userId, requestId, tokenHash, expiresAt },
          { id: uuidFrom('AllowPasswordReset', requestId) },
        );
        return [{ streamName: identity.commandStream(userId), message }];
      },
      async PasswordResetAllowed({ id, data: { userId, requestId } }, { host }) {
        const person = await readPerson(host.store, userId);
        if (!person) return [];
        const token = resetTokenOf(person.key, requestId);
        return [sendTo(person, securityMailIds(id), resetMail({ userId, name: person.name, token }, siteUrl))];
      },
      PasswordChanged: tells((person, { how }) => changedMail(person, how, siteUrl)),
      WrongCodesNoticed: tells((person) => wrongCodesMail(person, siteUrl)),
      AuthenticatorEnabled: tells((person) => twoStepMail(person, 'on', siteUrl)),
      AuthenticatorDisabled: tells((person) => twoStepMail(person, 'off', siteUrl)),
      PasskeyAdded: tells((person) => passkeyMail(person, 'added', siteUrl)),
      // The mail about the new password tells it too.
      PasskeyRemoved: tells((person, { how }) => (how === 'link' ? null : passkeyMail(person, 'removed', siteUrl))),
      ExternalIdentityLinked: tells((person, { issuer }) => externalIdentityMail(person, 'connected', issuer, siteUrl)),
      ExternalIdentityUnlinked: tells((person, { how, issuer }) =>
        how === 'person' ? externalIdentityMail(person, 'disconnected', issuer, siteUrl) : null,
      ),
      RoleGranted: tells((person, { role }) => roleMail(person, role, siteUrl)),
      RoleWithdrawn: tells((person, { role }) => withdrawnMail(person, role, siteUrl)),
      DeletionRequested: tells((person, { deleteAt }) => deletionMail(person, deleteAt, siteUrl)),
      DeletionCancelled: tells((person) => keptMail(person, siteUrl)),
      AccountDeleted: (deleted, { host }) =>
        discardsOf(host.store, deleted, ({ id, type }) => (MAILED.includes(type) ? securityMailIds(id).emailId : null)),
    },
  });
}

/** Returns the handler of an event of which its person is told by this mail; null for none. */
function tells<Data extends { readonly userId: string }>(mailOf: (person: Person, data: Data) => Mail | null) {
  return async (
    { id, data }: { readonly id: string; readonly data: Data },
    { host }: { readonly host: { readonly store: MessageStore } },
  ) => {
    const person = await readPerson(host.store, data.userId);
    const mail = person && mailOf(person, data);
    return mail ? [sendTo(person, securityMailIds(id), mail)] : [];
  };
}
