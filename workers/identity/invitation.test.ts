import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { opening } from '@message-db/runtime';
import { identity, INVITATION_DAYS } from './contract';
import { examples } from './examples';
import { identityDecider } from './identity';

const { commands, events } = identity;
const { RequestRegistration, Register } = examples.commands;
const { AddressClaimed: claimed, Registered: registered } = examples.events;
const { userId, addressId, passwordId, tokenHash } = Register.data;
const at = '2026-11-21T09:00:00.000Z';
const invitation = { invitedBy: '00000000-0000-4000-8000-00000000000d', role: 'creator' as const };
/** Somebody with another link, and an identity at a provider. */
const other = { userId: '00000000-0000-4000-8000-00000000000c', tokenHash: 'f'.repeat(64) };
const external = {
  externalId: '90000000-0000-4000-8000-000000000008',
  issuer: 'https://id.example',
  linkId: '90000000-0000-4000-8000-000000000009',
};
const invite = commands.RequestRegistration({ ...RequestRegistration.data, invitation });
const invited = events.RegistrationRequested({ ...invite.data, requestedAt: at });
const after = (days: number) => ({ time: new Date(Date.parse(at) + days * 24 * 3600_000) });
const opened = (time: Date, by?: typeof invitation) => [
  events.AddressClaimed({ addressId, userId, passwordId, tokenHash }),
  opening(
    userId,
    events.Registered({
      ...{ ...Register.data, invitation: by, emailConfirmed: true, registeredAt: time.toISOString() },
    }),
  ),
];

describe('an invitation to register', () => {
  test('leads to a link, with who invites and the role', () => {
    given(identityDecider)
      .when(invite, { time: new Date(at) })
      .then([invited]);
  });

  test('is refused for an address that has an account, and nobody but the administrator is told', () => {
    const elses = { ...claimed.data, userId: '00000000-0000-4000-8000-00000000000c' };
    given(identityDecider, [events.AddressClaimed(elses)])
      .when(invite)
      .then([events.RegistrationRequestRejected({ reason: 'address-taken', userId })]);
  });

  test('works for a week, when another link has long ended', () => {
    const late = after(INVITATION_DAYS - 0.5);
    given(identityDecider, [invited]).when(Register, late).then(opened(late.time, invitation));
    given(identityDecider, [invited]).when(Register, after(INVITATION_DAYS)).thenRejected('link-ended');
    const requested = events.RegistrationRequested({ ...RequestRegistration.data, requestedAt: at });
    given(identityDecider, [requested]).when(Register, late).thenRejected('link-ended');
  });

  test('takes the place of an earlier one', () => {
    const { role: _, ...asViewer } = invitation;
    const next = events.RegistrationRequested({ ...invited.data, ...other, invitation: asViewer });
    given(identityDecider, [invited, next]).when(Register, after(1)).thenRejected('link-ended');
  });

  test('gives its role also to who comes from a provider with this address', () => {
    const { time } = after(1);
    const byProvider = commands.Register({ ...Register.data, ...other, external });
    const registeredAt = time.toISOString();
    given(identityDecider, [invited])
      .when(byProvider, { time })
      .then([
        events.AddressClaimed({ addressId, passwordId, ...other }),
        opening(
          other.userId,
          events.Registered({ ...byProvider.data, invitation, emailConfirmed: true, registeredAt }),
        ),
      ]);
  });

  test('gives its role to the account that it opens, so that there is nothing to grant', () => {
    const grant = commands.GrantRole({ userId, role: 'creator', grantedBy: invitation.invitedBy });
    given(identityDecider, [events.Registered({ ...registered.data, invitation })])
      .when(grant)
      .then([]);
  });
});
