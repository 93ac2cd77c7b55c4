import { describe, test } from 'vitest';
import { opening } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import { identity } from './contract';
import { examples } from './examples';
import { identityDecider } from './identity';

const { commands, events } = identity;
const { ClaimExternalIdentity, LinkExternalIdentity, UnlinkExternalIdentity, ReleaseExternalIdentity } =
  examples.commands;
const { ResetPassword, DeleteAccount, Register } = examples.commands;
const { Registered: registered, ExternalIdentityClaimed: claimed, UserSignedIn: signedIn } = examples.events;
const { PasswordResetAllowed: allowed } = examples.events;
const { userId, externalId, issuer, linkId, sessionHash } = LinkExternalIdentity.data;
const otherUserId = '00000000-0000-4000-8000-00000000000b';
const [otherLinkId, otherExternalId] = ['90000000-0000-4000-8000-000000000009', '90000000-0000-8000-8000-00000000000a'];
const at = '2026-11-21T12:00:00.000Z';
const time = { time: new Date(at) };
const linked = events.ExternalIdentityLinked({ userId, externalId, issuer, linkId, linkedAt: at });
const unlinked = (how: 'person' | 'link' | 'deletion') =>
  events.ExternalIdentityUnlinked({ userId, externalId, issuer, linkId, how, unlinkedAt: at });

describe('an identity elsewhere', () => {
  const again = commands.ClaimExternalIdentity({ ...ClaimExternalIdentity.data, linkId: otherLinkId });
  const released = events.ExternalIdentityReleased(ReleaseExternalIdentity.data);

  test('is of one account at a time', () => {
    const others = commands.ClaimExternalIdentity({ ...again.data, userId: otherUserId });
    given(identityDecider).when(ClaimExternalIdentity, time).then([claimed]);
    given(identityDecider, [claimed]).when(others, time).thenRejected('identity-taken');
    given(identityDecider, [claimed, released])
      .when(others, time)
      .then([events.ExternalIdentityClaimed(others.data)]);
  });

  test('is claimed once by each link, also after its release', () => {
    given(identityDecider, [claimed]).when(ClaimExternalIdentity, time).then([]);
    given(identityDecider, [claimed, released]).when(ClaimExternalIdentity, time).then([]);
  });

  test('stays with an account that has claimed it again when the older link ends late', () => {
    const claimedAgain = events.ExternalIdentityClaimed(again.data);
    given(identityDecider, [claimed]).when(again, time).then([claimedAgain]);
    given(identityDecider, [claimed, claimedAgain]).when(ReleaseExternalIdentity, time).then([]);
    given(identityDecider, [claimed]).when(ReleaseExternalIdentity, time).then([released]);
  });
});

describe('an account', () => {
  test('is linked with an identity once, with its password, in a session that has not ended', () => {
    given(identityDecider, [registered]).when(LinkExternalIdentity, time).then([linked]);
    given(identityDecider, [registered, linked]).when(LinkExternalIdentity, time).then([]);
    given(identityDecider, [registered, linked, unlinked('person')])
      .when(LinkExternalIdentity, time)
      .then([]);
    given(identityDecider).when(LinkExternalIdentity, time).thenRejected('no-such-account');
    const withOtherPassword = commands.LinkExternalIdentity({
      ...LinkExternalIdentity.data,
      currentPasswordId: 'f'.repeat(64),
    });
    given(identityDecider, [registered]).when(withOtherPassword, time).thenRejected('password-changed');
    const signedOut = events.UserSignedOut({ userId, sessionHash: sessionHash!, signedOutAt: at });
    given(identityDecider, [registered, signedOut]).when(LinkExternalIdentity, time).thenRejected('session-ended');
  });

  test('has one identity of a provider', () => {
    const data = { ...LinkExternalIdentity.data, linkId: otherLinkId };
    const second = commands.LinkExternalIdentity({ ...data, externalId: otherExternalId });
    given(identityDecider, [registered, linked]).when(second, time).thenRejected('other-linked');
    const elsewhere = commands.LinkExternalIdentity({ ...second.data, issuer: 'https://login.example.net' });
    const linkedElsewhere = events.ExternalIdentityLinked({
      ...{ userId, externalId: otherExternalId, issuer: elsewhere.data.issuer, linkId: otherLinkId, linkedAt: at },
    });
    given(identityDecider, [registered, linked]).when(elsewhere, time).then([linkedElsewhere]);
  });

  test('that has claimed its own identity again has it by the newer link, since the older one', () => {
    const later = { time: new Date('2026-11-23T12:00:00.000Z') };
    const again = commands.LinkExternalIdentity({ ...LinkExternalIdentity.data, linkId: otherLinkId });
    given(identityDecider, [registered, linked])
      .when(again, later)
      .then([events.ExternalIdentityLinked({ ...linked.data, linkId: otherLinkId })]);
  });

  test('is unlinked by the link’s name', () => {
    const other = commands.UnlinkExternalIdentity({ userId, linkId: otherLinkId });
    given(identityDecider, [registered, linked])
      .when(UnlinkExternalIdentity, time)
      .then([unlinked('person')]);
    given(identityDecider, [registered, linked]).when(other, time).then([]);
    given(identityDecider, [registered, linked, unlinked('person')])
      .when(UnlinkExternalIdentity, time)
      .then([]);
  });

  test('loses its identities before it is deleted, so that others can claim them', () => {
    const deleted = events.AccountDeleted({ userId, addressId: registered.data.addressId, deletedAt: at });
    given(identityDecider, [registered, linked])
      .when(DeleteAccount, time)
      .then([unlinked('deletion'), deleted]);
  });

  test('loses an identity by a mailed link to choose a password, unless it was linked long ago', () => {
    const { tokenHash: _link, ...password } = ResetPassword.data;
    const { addressId } = registered.data;
    const changed = events.PasswordChanged({ ...password, addressId, how: 'link', changedAt: at });
    const linkedAt = '2026-11-14T11:59:00.000Z';
    const long = events.ExternalIdentityLinked({ ...linked.data, linkedAt });
    given(identityDecider, [registered, linked, allowed])
      .when(ResetPassword, time)
      .then([changed, unlinked('link')]);
    given(identityDecider, [registered, long, allowed]).when(ResetPassword, time).then([changed]);
  });
});

describe('signing in with an identity elsewhere', () => {
  const { passwordId: _password, secondFactor, passkey: _passkey, ...session } = examples.commands.RecordSignIn.data;
  const signIn = commands.RecordSignIn({ ...session, externalId });
  const begun = events.UserSignedIn({ ...signedIn.data, signedInAt: at });
  const ended = events.UserSignedOut({ userId, sessionHash: session.sessionHash, signedOutAt: at });

  test('begins a session while the account has it', () => {
    given(identityDecider, [registered, linked]).when(signIn, time).then([begun]);
    given(identityDecider, [registered]).when(signIn, time).then([ended]);
    given(identityDecider, [registered, linked, unlinked('person')])
      .when(signIn, time)
      .then([ended]);
  });

  test('takes the second factor of the account', () => {
    const enabled = events.AuthenticatorEnabled({ ...examples.events.AuthenticatorEnabled.data });
    const { data: used } = examples.events.SecondFactorUsed;
    given(identityDecider, [registered, linked, enabled]).when(signIn, time).then([ended]);
    given(identityDecider, [registered, linked, enabled])
      .when(commands.RecordSignIn({ ...signIn.data, secondFactor }), time)
      .then([events.SecondFactorUsed({ ...used, usedRecoveryCodes: [] }), begun]);
  });
});

describe('registering with an identity elsewhere', () => {
  const external = { externalId, issuer, linkId };
  const register = commands.Register({ ...Register.data, external });

  test('takes no mailed link, and an address that no account has', () => {
    const { addressId, passwordId, tokenHash } = Register.data;
    const claims = events.AddressClaimed({ addressId, userId, passwordId, tokenHash });
    given(identityDecider)
      .when(register, time)
      .then([claims, opening(userId, events.Registered({ ...register.data, emailConfirmed: true, registeredAt: at }))]);
    given(identityDecider).when(Register, time).thenRejected('link-ended');
    const others = events.AddressClaimed({ ...claims.data, userId: otherUserId });
    given(identityDecider, [others]).when(register, time).thenRejected('address-taken');
  });
});
