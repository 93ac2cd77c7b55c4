import { describe, expect, test } from 'vitest';
import { opening } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import {
  ADDRESS_LINK_HOURS,
  AUTHENTICATOR_TRIAL_DAYS,
  identity,
  PASSKEYS_MAX,
  SESSION_IDLE_DAYS,
  SESSION_USE_HOURS,
} from './contract';
import { examples, unconfirmed } from './examples';
import { identityDecider } from './identity';

const { RecordSignIn, RecordSignInFailure, SignOut, DeleteAccount, ReleaseAddress } = identity.commands;
const {
  AddressClaimed,
  AddressReleased,
  RegistrationRejected,
  SessionUsed,
  UserSignedIn,
  UserSignedOut,
  SignInFailed,
  AccountDeleted,
} = identity.events;

const { Registered: registered, EmailConfirmed: confirmed, RegistrationRequested: requested } = examples.events;
const { data: registration } = examples.commands.Register;
const { userId } = registration;
const { sessionHash } = examples.commands.SignOut.data;
const { addressId: address } = examples.commands.RecordSignInFailure.data;
const otherUserId = '00000000-0000-4000-8000-00000000000b';
const at = registered.data.registeredAt;
const time = new Date(at);
const minutesBefore = (minutes: number) => new Date(time.getTime() - minutes * 60_000).toISOString();
const askedAt = new Date(requested.data.requestedAt);
const { AddressClaimed: claimedWith } = examples.events;

const signedIn = UserSignedIn({ userId, sessionHash, signedInAt: at });
const signedOut = UserSignedOut({ userId, sessionHash, signedOutAt: at });
const deleted = AccountDeleted({ userId, addressId: address, deletedAt: at });
const released = (by: string) => AddressReleased({ addressId: address, userId: by });
const claimed = (by: string) => AddressClaimed({ addressId: address, userId: by });

describe('RequestRegistration', () => {
  const { RequestRegistration: request } = examples.commands;
  const { RegistrationRequestRejected: rejected, TakenAddressNoticed: noticed } = identity.events;

  test('sends a link, once for each token', () => {
    given(identityDecider).when(request, { time: askedAt }).then([requested]);
    given(identityDecider, [requested]).when(request, { time }).then([]);
  });

  test('tells the person of the account that has the address, and is rejected', () => {
    given(identityDecider, [claimed(otherUserId)])
      .when(request, { time })
      .then([
        noticed({ addressId: address, userId: otherUserId, noticedAt: at }),
        rejected({ reason: 'address-taken', userId }),
      ]);
  });

  test('sends at most one mail a minute and three an hour to an address, from all visitors together', () => {
    const other = (minute: number, n: number) =>
      identity.events.RegistrationRequested({
        ...requested.data,
        tokenHash: String(n).repeat(64),
        requestedAt: minutesBefore(minute),
      });
    const tooMany = [rejected({ reason: 'too-many', userId })];
    given(identityDecider, [other(0.9, 1)])
      .when(request, { time })
      .then(tooMany);
    given(identityDecider, [other(59, 1), other(30, 2), other(10, 3)])
      .when(request, { time })
      .then(tooMany);
    const notices = [50, 40, 30].map((minute) =>
      noticed({ addressId: address, userId: otherUserId, noticedAt: minutesBefore(minute) }),
    );
    given(identityDecider, [claimed(otherUserId), ...notices])
      .when(request, { time })
      .then(tooMany);
    given(identityDecider, [other(61, 1), other(30, 2), other(10, 3)])
      .when(request, { time })
      .then([{ ...requested, data: { ...requested.data, requestedAt: at } }]);
  });
});

describe('Register', () => {
  const { Register: register } = examples.commands;
  const rejected = (reason: 'address-taken' | 'link-ended') => [RegistrationRejected({ reason, userId })];

  test('claims the address of its link and opens the account, also after failed sign-ins', () => {
    for (const failed of [[], [SignInFailed({ addressId: address, failedAt: at })]])
      given(identityDecider, [requested, ...failed])
        .when(register, { time })
        .then([claimedWith, opening(userId, registered)]);
  });

  test('is rejected without the link, with another one, with that of somebody else, and after a day', () => {
    given(identityDecider).when(register, { time }).then(rejected('link-ended'));
    const ofOther = { ...requested, data: { ...requested.data, userId: otherUserId } };
    given(identityDecider, [ofOther]).when(register, { time }).then(rejected('link-ended'));
    const guess = { ...register, data: { ...register.data, tokenHash: 'e'.repeat(64) } };
    given(identityDecider, [requested]).when(guess, { time }).then(rejected('link-ended'));
    const ofBefore = { ...register, data: { ...register.data, tokenHash: undefined } };
    given(identityDecider, [requested]).when(ofBefore, { time }).then(rejected('link-ended'));
    const later = new Date(askedAt.getTime() + ADDRESS_LINK_HOURS * 3600_000);
    given(identityDecider, [requested]).when(register, { time: later }).then(rejected('link-ended'));
  });

  test('is rejected if somebody else registered with another link', () => {
    given(identityDecider, [requested, claimed(otherUserId)])
      .when(register, { time })
      .then(rejected('address-taken'));
  });

  test('changes nothing the second time, and is rejected with another password', () => {
    given(identityDecider, [requested, claimedWith]).when(register, { time }).then([]);
    const other = { ...register, data: { ...register.data, passwordId: 'f'.repeat(64) } };
    given(identityDecider, [requested, claimedWith]).when(other, { time }).then(rejected('link-ended'));
  });

  test('does not open a deleted account again', () => {
    given(identityDecider, [requested, claimedWith, released(userId)])
      .when(register, { time })
      .then(rejected('link-ended'));
  });
});

describe('a change of address', () => {
  const { RequestAddressChange: request, ConfirmAddressChange: confirm, ChangeAddress: change } = examples.commands;
  const { AddressChangeRequested: asked, AddressChangeConfirmed: proved, AddressChanged: changed } = examples.events;
  const { addressId, keyId } = change.data;
  const { tokenHash } = confirm.data;
  const changeAskedAt = new Date(asked.data.requestedAt);
  const now = { time: changeAskedAt };
  const rejection = (reason: 'address-taken' | 'link-ended' | 'too-many' | 'account-deleted') =>
    identity.events.AddressChangeRejected({ reason, userId, addressId, keyId });
  const claims = AddressClaimed({ addressId, userId, tokenHash });
  const noticed = identity.events.TakenAddressNoticed({
    addressId,
    userId: otherUserId,
    noticedAt: asked.data.requestedAt,
  });

  test('sends a link to the new address, or tells the person whose it is', () => {
    given(identityDecider).when(request, now).then([asked]);
    given(identityDecider, [asked]).when(request, now).then([]);
    given(identityDecider, [claimed(otherUserId)])
      .when(request, now)
      .then([noticed, rejection('address-taken')]);
    given(identityDecider, [claimed(otherUserId), noticed])
      .when(request, now)
      .then([rejection('too-many')]);
  });

  test('sends each account one link a minute, whatever visitors ask for', () => {
    const another = { ...request, data: { ...request.data, tokenHash: 'e'.repeat(64) } };
    given(identityDecider, [asked])
      .when(another, now)
      .then([rejection('too-many')]);
    const { RegistrationRequested: byVisitor } = examples.events;
    const visits = ['1', '2', '3'].map((letter) =>
      identity.events.RegistrationRequested({
        ...byVisitor.data,
        userId: otherUserId,
        tokenHash: letter.repeat(64),
        requestedAt: asked.data.requestedAt,
      }),
    );
    given(identityDecider, visits).when(request, now).then([asked]);
  });

  test('claims the new address with its link, once', () => {
    given(identityDecider, [asked]).when(confirm, now).then([claims, proved]);
    given(identityDecider, [asked, claims, proved]).when(confirm, now).then([]);
  });

  test('is rejected without the link, after a day, and if another account has the address by now', () => {
    given(identityDecider).when(confirm, now).thenRejected('link-ended');
    given(identityDecider, [asked])
      .when(confirm, { time: new Date(changeAskedAt.getTime() + ADDRESS_LINK_HOURS * 3600_000) })
      .thenRejected('link-ended');
    given(identityDecider, [asked, claimed(otherUserId)])
      .when(confirm, now)
      .then([rejection('address-taken')]);
  });

  test('gives the account the address, once, and ends the links to choose a password', () => {
    const later = { time: new Date(changed.data.changedAt) };
    given(identityDecider, [registered]).when(change, later).then([changed]);
    given(identityDecider, [registered, changed]).when(change, later).then([]);
    const { PasswordResetAllowed: allowed } = examples.events;
    given(identityDecider, [registered, allowed, changed])
      .when(examples.commands.ResetPassword, later)
      .thenRejected('link-ended');
  });

  test('confirms the address that an account of before 2026-12 has', () => {
    const own = { ...change, data: { ...change.data, addressId: address } };
    const ownChanged = identity.events.AddressChanged({
      ...own.data,
      previousAddressId: address,
      previousTokenHash: null,
      changedAt: at,
    });
    given(identityDecider, [unconfirmed]).when(own, { time }).then([ownChanged]);
    given(identityDecider, [unconfirmed, ownChanged]).when(own, { time }).then([]);
    given(identityDecider, [AddressClaimed({ addressId, userId })])
      .when(request, now)
      .then([asked]);
    given(identityDecider, [AddressClaimed({ addressId, userId }), asked])
      .when(confirm, now)
      .then([proved]);
  });

  test('back to an earlier address keeps the claim, although that of before is released later', () => {
    const { ReleaseAddress: release } = identity.commands;
    const earlier = AddressClaimed({ addressId, userId, tokenHash: '1'.repeat(64) });
    const late = release({ addressId, userId, tokenHash: '1'.repeat(64) });
    given(identityDecider, [earlier, asked]).when(confirm, now).then([proved]);
    given(identityDecider, [earlier, asked, proved]).when(late).then([]);
    given(identityDecider, [earlier])
      .when(late)
      .then([AddressReleased({ addressId, userId })]);
    const ofBefore = release({ addressId, userId, tokenHash: null });
    given(identityDecider, [earlier]).when(ofBefore).then([]);
    given(identityDecider, [AddressClaimed({ addressId, userId })])
      .when(ofBefore)
      .then([AddressReleased({ addressId, userId })]);
  });

  test('is rejected if the account was deleted meanwhile, so that the address is released', () => {
    given(identityDecider, [registered, deleted])
      .when(change, { time })
      .then([rejection('account-deleted')]);
  });
});

describe('the commands of before 2026-12 that wait when a site is upgraded', () => {
  const { ConfirmEmail: confirmEmail, RequestConfirmation: requestConfirmation } = examples.commands;

  test('confirm an address with the token of its first mail, and ask for no mail', () => {
    given(identityDecider, [unconfirmed]).when(confirmEmail).then([confirmed]);
    given(identityDecider, [unconfirmed, confirmed]).when(confirmEmail).then([]);
    const guess = { ...confirmEmail, data: { ...confirmEmail.data, confirmationToken: 'a guess' } };
    given(identityDecider, [unconfirmed]).when(guess).then([]);
    given(identityDecider).when(confirmEmail).then([]);
    given(identityDecider, [unconfirmed]).when(requestConfirmation).then([]);
  });
});

describe('ExpireAddressLink', () => {
  const { ExpireAddressLink: expire } = examples.commands;
  const { AddressLinkExpired: expired } = examples.events;

  test('ends a link that was not used, once', () => {
    given(identityDecider, [requested]).when(expire).then([expired]);
    given(identityDecider, [requested, expired]).when(expire).then([]);
    given(identityDecider, [requested, claimedWith]).when(expire).then([]);
    given(identityDecider, [requested, expired]).when(examples.commands.RequestRegistration, { time }).then([]);
  });
});

describe('RecordSignIn', () => {
  const command = RecordSignIn({ userId, sessionHash });

  test('is recorded with the time of the command', () => {
    given(identityDecider, [registered]).when(command, { time }).then([signedIn]);
  });

  test('changes nothing for a known session', () => {
    given(identityDecider, [registered, signedIn]).when(command).then([]);
  });

  test('does not restart a session that has ended', () => {
    given(identityDecider, [registered, signedIn, signedOut]).when(command).then([]);
  });

  test('changes nothing if the account does not exist', () => {
    given(identityDecider).when(command).then([]);
  });

  test('ends a session at once whose password was changed after it was checked', () => {
    const { PasswordChanged: changed } = examples.events;
    const checked = (passwordId: string) => RecordSignIn({ userId, sessionHash, passwordId });
    for (const first of [registered, unconfirmed])
      given(identityDecider, [first])
        .when(checked('e'.repeat(64)), { time })
        .then([signedIn]);
    given(identityDecider, [registered, changed]).when(checked(changed.data.passwordId), { time }).then([signedIn]);
    given(identityDecider, [registered, changed])
      .when(checked('e'.repeat(64)), { time })
      .then([signedOut]);
  });
});

describe('RecordSessionUse', () => {
  const { RecordSessionUse } = identity.commands;
  const after = (hours: number) => new Date(time.getTime() + hours * 3600_000);
  const usedAfter = (hours: number) => SessionUsed({ userId, sessionHash, usedAt: after(hours).toISOString() });
  const use = RecordSessionUse({ userId, sessionHash });
  const rarely = SESSION_USE_HOURS + 1;

  test('is recorded, and again some hours later', () => {
    const both = given(identityDecider, [registered, signedIn]);
    both.when(use, { time: after(rarely) }).then([usedAfter(rarely)]);
    both.when(use, { time: after(1) }).then([]);
    const used = given(identityDecider, [registered, signedIn, usedAfter(rarely)]);
    used.when(use, { time: after(rarely + 1) }).then([]);
    used.when(use, { time: after(2 * rarely) }).then([usedAfter(2 * rarely)]);
  });

  test('changes nothing for a session that has ended, was not used for long, or is unknown', () => {
    const long = after(SESSION_IDLE_DAYS * 24 + 1);
    given(identityDecider, [registered, signedIn]).when(use, { time: long }).then([]);
    given(identityDecider, [registered, signedIn, signedOut])
      .when(use, { time: after(rarely) })
      .then([]);
    given(identityDecider, [registered])
      .when(use, { time: after(rarely) })
      .then([]);
    given(identityDecider)
      .when(use, { time: after(rarely) })
      .then([]);
  });
});

describe('RehashPassword', () => {
  const { RehashPassword: rehash, ChangePassword: change } = examples.commands;
  const { PasswordChanged: changed, PasswordRehashed: rehashed } = examples.events;
  const { currentPasswordId } = rehash.data;
  const now = { time: new Date(rehashed.data.rehashedAt) };

  test('gives the checked password another hash and id, once, and ends no session', () => {
    given(identityDecider, [registered, signedIn]).when(rehash, now).then([rehashed]);
    given(identityDecider, [registered, rehashed]).when(rehash, now).then([]);
    const signIn = (passwordId: string) => RecordSignIn({ userId, sessionHash, passwordId });
    given(identityDecider, [registered, rehashed]).when(signIn(rehashed.data.passwordId), { time }).then([signedIn]);
  });

  test('changes nothing if the password was changed after it was checked', () => {
    const other = { ...changed, data: { ...changed.data, passwordId: change.data.passwordId } };
    expect(change.data.passwordId).not.toBe(currentPasswordId);
    given(identityDecider, [registered, other]).when(rehash, now).then([]);
    given(identityDecider).when(rehash, now).then([]);
  });
});

describe('a second factor', () => {
  const { EnableAuthenticator: enable, DisableAuthenticator: disable } = examples.commands;
  const { AuthenticatorEnabled: enabled, AuthenticatorDisabled: disabled } = examples.events;
  const { authenticatorId, timeStep } = enable.data;
  const code = (step: number) => ({ kind: 'code', authenticatorId, timeStep: step }) as const;
  const recovery = (number: number) => ({ kind: 'recovery-code', authenticatorId, number }) as const;
  const used = (step: number, usedRecoveryCodes: number[]) =>
    identity.events.SecondFactorUsed({ userId, sessionHash, authenticatorId, timeStep: step, usedRecoveryCodes });
  const signIn = (secondFactor?: ReturnType<typeof code> | ReturnType<typeof recovery>) =>
    RecordSignIn({ userId, sessionHash, secondFactor });

  test('is switched on and off, and an old form switches it neither on nor off again', () => {
    given(identityDecider, [registered])
      .when(enable, { time: new Date(enabled.data.enabledAt) })
      .then([enabled]);
    given(identityDecider, [registered, enabled]).when(enable).then([]);
    given(identityDecider, [registered, enabled])
      .when(disable, { time: new Date(disabled.data.disabledAt) })
      .then([disabled]);
    given(identityDecider, [registered, enabled, disabled]).when(disable).then([]);
    given(identityDecider, [registered, enabled, disabled]).when(enable).then([]);
    given(identityDecider).when(enable).then([]);
  });

  test('that is switched on ends the other sessions', () => {
    const other = 'b'.repeat(64);
    given(identityDecider, [registered, signedIn, UserSignedIn({ userId, sessionHash: other, signedInAt: at })])
      .when(enable, { time: new Date(enabled.data.enabledAt) })
      .then([enabled, UserSignedOut({ userId, sessionHash: other, signedOutAt: enabled.data.enabledAt })]);
  });

  test('is switched off by a mailed link to choose a password, unless it was switched on long ago', () => {
    const { PasswordResetAllowed: allowed, PasswordChanged: changed } = examples.events;
    const resetAfter = (days: number, disables: boolean) => {
      const now = new Date(Date.parse(enabled.data.enabledAt) + days * 24 * 3600_000);
      const expiresAt = new Date(now.getTime() + 1000).toISOString();
      const link = { ...allowed, data: { ...allowed.data, expiresAt } };
      const changedNow = { ...changed, data: { ...changed.data, changedAt: now.toISOString() } };
      const disabledNow = { ...disabled, data: { ...disabled.data, disabledAt: now.toISOString() } };
      given(identityDecider, [registered, confirmed, enabled, link])
        .when(examples.commands.ResetPassword, { time: now })
        .then([changedNow, ...(disables ? [disabledNow] : [])]);
    };
    resetAfter(AUTHENTICATOR_TRIAL_DAYS - 1, true);
    resetAfter(AUTHENTICATOR_TRIAL_DAYS + 1, false);
  });

  test('is needed to sign in: a code of a later period than the last one, or a recovery code that was not used', () => {
    const on = given(identityDecider, [registered, enabled]);
    on.when(signIn(code(timeStep + 1)), { time }).then([used(timeStep + 1, []), signedIn]);
    on.when(signIn(recovery(3)), { time }).then([used(timeStep, [3]), signedIn]);
    const later = given(identityDecider, [registered, enabled, used(timeStep + 2, [3])]);
    later.when(signIn(recovery(4)), { time }).then([used(timeStep + 2, [3, 4]), signedIn]);
    later.when(signIn(code(timeStep + 3)), { time }).then([used(timeStep + 3, [3]), signedIn]);
  });

  test('ends a session at once that began without it, with one of another app, or with one that was used', () => {
    const later = given(identityDecider, [registered, enabled, used(timeStep + 2, [3])]);
    for (const factor of [
      undefined,
      code(timeStep + 2),
      code(timeStep + 1),
      recovery(3),
      { ...code(timeStep + 3), authenticatorId: examples.commands.CreateApiToken.data.tokenId },
    ])
      later.when(signIn(factor), { time }).then([signedOut]);
  });

  test('is told to its person if many codes are wrong, once a day', () => {
    const failedAt = (seconds: number) =>
      SignInFailed({ addressId: userId, failedAt: new Date(time.getTime() + seconds * 1000).toISOString() });
    const wrong = (count: number) => Array.from({ length: count }, (_, n) => failedAt(n));
    const now = { time: new Date(time.getTime() + 60_000) };
    const failed = RecordSignInFailure({ addressId: userId });
    const noticed = identity.events.WrongCodesNoticed({ userId, noticedAt: now.time.toISOString() });
    given(identityDecider, [registered, enabled, ...wrong(9)])
      .when(failed, now)
      .then([failedAt(60), noticed]);
    given(identityDecider, [registered, enabled, ...wrong(8)])
      .when(failed, now)
      .then([failedAt(60)]);
    given(identityDecider, [registered, enabled, ...wrong(9), noticed])
      .when(failed, now)
      .then([failedAt(60)]);
    given(identityDecider, [registered, enabled, ...wrong(9), used(timeStep + 2, [])])
      .when(failed, now)
      .then([failedAt(60)]);
  });

  test('is not needed when it is switched off', () => {
    given(identityDecider, [registered, enabled, disabled]).when(signIn(), { time }).then([signedIn]);
    given(identityDecider, [registered, enabled, disabled])
      .when(signIn(code(timeStep + 9)), { time })
      .then([signedIn]);
  });
});

describe('a passkey', () => {
  const { AddPasskey: add, RemovePasskey: remove } = examples.commands;
  const { PasskeyAdded: added, PasskeyRemoved: removed } = examples.events;
  const { passkeyId } = remove.data;
  const signs = (letter: string, signCount = 0) => ({ passkeyId, signCount, challengeHash: letter.repeat(64) });
  const signIn = (passkey: ReturnType<typeof signs>) => RecordSignIn({ userId, sessionHash, passkey });
  const used = (passkey: ReturnType<typeof signs>) =>
    identity.events.PasskeyUsed({ userId, sessionHash, ...passkey, usedAt: at });

  test('is added and removed, each once, and does not come back by an old form', () => {
    given(identityDecider, [registered])
      .when(add, { time: new Date(added.data.addedAt) })
      .then([added]);
    given(identityDecider, [registered, added]).when(add).then([]);
    given(identityDecider, [registered, added])
      .when(remove, { time: new Date(removed.data.removedAt) })
      .then([removed]);
    given(identityDecider, [registered, added, removed]).when(remove).then([]);
    given(identityDecider, [registered, added, removed]).when(add).then([]);
  });

  test('is rejected for an account that does not exist or has twenty, an ended session, and a password of before', () => {
    given(identityDecider).when(add).thenRejected('no-such-account');
    const endedHere = UserSignedOut({ ...signedOut.data, sessionHash: add.data.sessionHash });
    given(identityDecider, [registered, endedHere]).when(add).thenRejected('session-ended');
    given(identityDecider, [registered, examples.events.PasswordChanged]).when(add).thenRejected('password-changed');
    const twenty = Array.from({ length: PASSKEYS_MAX }, (_, n) =>
      identity.events.PasskeyAdded({ ...added.data, passkeyId: `passkey-number-${n}` }),
    );
    given(identityDecider, [registered, ...twenty])
      .when(add)
      .thenRejected('too-many');
  });

  test('signs in without a password and a second factor, by each signature once', () => {
    const { AuthenticatorEnabled: enabled } = examples.events;
    given(identityDecider, [registered, enabled, added])
      .when(signIn(signs('1')), { time })
      .then([used(signs('1')), signedIn]);
    given(identityDecider, [registered, added, used(signs('1'))])
      .when(signIn(signs('1')), { time })
      .then([signedOut]);
    given(identityDecider, [registered, added, used(signs('1'))])
      .when(signIn(signs('2')), { time })
      .then([used(signs('2')), signedIn]);
  });

  test('signs nobody in if it was removed, is of another account, or its count does not grow', () => {
    given(identityDecider, [registered, added, removed])
      .when(signIn(signs('1')), { time })
      .then([signedOut]);
    given(identityDecider, [registered])
      .when(signIn(signs('1')), { time })
      .then([signedOut]);
    const counted = given(identityDecider, [registered, added, used(signs('1', 7))]);
    for (const count of [0, 6, 7]) counted.when(signIn(signs('2', count)), { time }).then([signedOut]);
    counted.when(signIn(signs('2', 8)), { time }).then([used(signs('2', 8)), signedIn]);
  });

  test('is removed by a mailed link to choose a password, unless it was added long ago', () => {
    const { PasswordResetAllowed: allowed, PasswordChanged: changed } = examples.events;
    for (const [days, isRemoved] of [
      [AUTHENTICATOR_TRIAL_DAYS - 1, true],
      [AUTHENTICATOR_TRIAL_DAYS + 1, false],
    ] as const) {
      const now = new Date(Date.parse(added.data.addedAt) + days * 24 * 3600_000);
      const link = { ...allowed, data: { ...allowed.data, expiresAt: new Date(now.getTime() + 1000).toISOString() } };
      given(identityDecider, [registered, added, link])
        .when(examples.commands.ResetPassword, { time: now })
        .then([
          { ...changed, data: { ...changed.data, changedAt: now.toISOString() } },
          ...(isRemoved
            ? [{ ...removed, data: { ...removed.data, how: 'link' as const, removedAt: now.toISOString() } }]
            : []),
        ]);
    }
  });

  test('and an authenticator app of an account that was never confirmed are removed by it, however old they are', () => {
    const { PasswordResetAllowed: allowed, PasswordChanged: changed, AuthenticatorEnabled: enabled } = examples.events;
    const now = new Date(Date.parse(added.data.addedAt) + (AUTHENTICATOR_TRIAL_DAYS + 1) * 24 * 3600_000);
    const link = { ...allowed, data: { ...allowed.data, expiresAt: new Date(now.getTime() + 1000).toISOString() } };
    given(identityDecider, [unconfirmed, enabled, added, link])
      .when(examples.commands.ResetPassword, { time: now })
      .then([
        { ...changed, data: { ...changed.data, changedAt: now.toISOString() } },
        confirmed,
        identity.events.AuthenticatorDisabled({
          userId,
          authenticatorId: enabled.data.authenticatorId,
          disabledAt: now.toISOString(),
        }),
        { ...removed, data: { ...removed.data, how: 'link' as const, removedAt: now.toISOString() } },
      ]);
  });
});

describe('SignOut', () => {
  const command = SignOut({ userId, sessionHash });

  test('ends the session', () => {
    given(identityDecider, [registered, signedIn]).when(command, { time }).then([signedOut]);
  });

  test('ends a session once', () => {
    given(identityDecider, [registered, signedIn, signedOut]).when(command).then([]);
  });

  test('ends one session, not the others', () => {
    const other = 'b'.repeat(64);
    given(identityDecider, [
      registered,
      signedIn,
      UserSignedIn({ userId, sessionHash: other, signedInAt: at }),
      signedOut,
    ])
      .when(SignOut({ userId, sessionHash: other }), { time })
      .then([UserSignedOut({ userId, sessionHash: other, signedOutAt: at })]);
  });

  test('ends a session whose start was not recorded', () => {
    given(identityDecider, [registered]).when(command, { time }).then([signedOut]);
  });
});

describe('RecordSignInFailure', () => {
  test('is recorded each time, for known and unknown addresses', () => {
    const command = RecordSignInFailure({ addressId: address });
    const failed = SignInFailed({ addressId: address, failedAt: at });
    given(identityDecider).when(command, { time }).then([failed]);
    given(identityDecider, [claimed(userId), failed])
      .when(command, { time })
      .then([failed]);
  });
});

describe('an API token', () => {
  const { CreateApiToken: create, RevokeApiToken: revoke } = examples.commands;
  const { tokenId } = create.data;
  const created = identity.events.ApiTokenCreated({ userId, tokenId, createdAt: at });
  const revoked = identity.events.ApiTokenRevoked({ userId, revokedAt: at });

  test('is made once, and another one replaces it', () => {
    given(identityDecider, [registered]).when(create, { time }).then([created]);
    given(identityDecider, [registered, created]).when(create, { time }).then([]);
    const other = '90000000-0000-4000-8000-000000000002';
    given(identityDecider, [registered, created])
      .when(identity.commands.CreateApiToken({ userId, tokenId: other }), { time })
      .then([identity.events.ApiTokenCreated({ userId, tokenId: other, createdAt: at })]);
  });

  test('is revoked once, and does not come back by the form that made it', () => {
    given(identityDecider, [registered, created]).when(revoke, { time }).then([revoked]);
    given(identityDecider, [registered, created, revoked]).when(revoke, { time }).then([]);
    given(identityDecider, [registered, created, revoked]).when(create, { time }).then([]);
    given(identityDecider, [registered]).when(revoke, { time }).then([]);
    const replaced = identity.events.ApiTokenCreated({
      userId,
      tokenId: '90000000-0000-4000-8000-000000000002',
      createdAt: at,
    });
    given(identityDecider, [registered, created, replaced]).when(create, { time }).then([]);
  });

  test('is not made for an account that does not exist', () => {
    given(identityDecider).when(create, { time }).then([]);
  });
});

describe('a forgotten password', () => {
  const { RequestPasswordReset: request, AllowPasswordReset: allow, ResetPassword: reset } = examples.commands;
  const { PasswordResetAllowed: allowed, PasswordChanged: changed } = examples.events;
  const requestedAt = (moment: string) =>
    identity.events.PasswordResetRequested({ addressId: address, userId, requestedAt: moment });
  const changedWith = identity.events.PasswordChanged({ ...changed.data, changedAt: at });

  test('leads to a link for the account that has the address, and to nothing if none has it', () => {
    given(identityDecider, [claimed(userId)])
      .when(request, { time })
      .then([requestedAt(at)]);
    given(identityDecider).when(request, { time }).then([]);
    given(identityDecider, [claimed(userId), released(userId)])
      .when(request, { time })
      .then([]);
  });

  test('leads to at most one link a minute', () => {
    const past = (moment: string) => [claimed(userId), requestedAt(moment)];
    given(identityDecider, past('2026-11-21T09:59:01.000Z')).when(request, { time }).then([]);
    given(identityDecider, past('2026-11-21T09:59:00.000Z'))
      .when(request, { time })
      .then([requestedAt(at)]);
  });

  test('leads to at most three links an hour, or more if the password was changed in between', () => {
    const links = ['1', '2', '3'].map((last) =>
      identity.events.PasswordResetAllowed({ ...allowed.data, requestId: userId.replace(/.$/, last) }),
    );
    given(identityDecider, [registered, ...links])
      .when(allow, { time })
      .then([]);
    given(identityDecider, [registered, ...links, changed])
      .when(allow, { time })
      .then([allowed]);
    const [earlier] = links as [(typeof links)[0]];
    const expired = { ...earlier, data: { ...earlier.data, expiresAt: at } };
    given(identityDecider, [registered, expired, ...links.slice(1)])
      .when(allow, { time })
      .then([allowed]);
  });

  test('leads to no mail whose link has expired meanwhile', () => {
    given(identityDecider, [registered])
      .when(allow, { time: new Date(allowed.data.expiresAt) })
      .then([]);
  });

  test('is replaced with the link, once, which confirms the address and ends all sessions', () => {
    given(identityDecider, [registered]).when(allow, { time }).then([allowed]);
    given(identityDecider, [unconfirmed, signedIn, allowed])
      .when(reset, { time })
      .then([changedWith, confirmed, signedOut]);
    given(identityDecider, [registered, allowed]).when(reset, { time }).then([changedWith]);
    const again = { ...reset, data: { ...reset.data, passwordId: 'f'.repeat(64) } };
    given(identityDecider, [registered, allowed, changed]).when(again, { time }).thenRejected('link-ended');
  });

  test('comes back by no command that is delivered again, nor does a link', () => {
    const other = (letter: string) => ({ ...allowed.data, requestId: otherUserId, tokenHash: letter.repeat(64) });
    const past = [registered, allowed, identity.events.PasswordResetAllowed(other('f')), changed];
    given(identityDecider, past).when(allow, { time }).then([]);
    given(identityDecider, past)
      .when(identity.commands.AllowPasswordReset(other('f')), { time })
      .then([]);
    const next = identity.events.PasswordChanged({ ...changed.data, passwordId: 'f'.repeat(64) });
    given(identityDecider, [...past, next])
      .when(reset, { time })
      .then([]);
  });

  test('is replaced by the owner of the mailbox, and the API token ends', () => {
    const created = identity.events.ApiTokenCreated({ userId, tokenId: otherUserId, createdAt: at });
    given(identityDecider, [registered, confirmed, created, allowed])
      .when(reset, { time })
      .then([changedWith, identity.events.ApiTokenRevoked({ userId, revokedAt: at })]);
  });

  test('is not replaced with another link, a newer one’s predecessor, or an expired one', () => {
    const newer = identity.events.PasswordResetAllowed({ ...allowed.data, tokenHash: 'd'.repeat(64) });
    given(identityDecider, [registered]).when(reset, { time }).thenRejected('link-ended');
    given(identityDecider, [registered, newer]).when(reset, { time }).thenRejected('link-ended');
    given(identityDecider, [registered, allowed, newer]).when(reset, { time }).thenRejected('link-ended');
    const late = new Date(allowed.data.expiresAt);
    given(identityDecider, [registered, allowed]).when(reset, { time: late }).thenRejected('link-ended');
    given(identityDecider, [registered, allowed, deleted]).when(reset, { time }).thenRejected('no-such-account');
  });
});

describe('the current password', () => {
  const { ChangePassword: change, SignOutElsewhere: endOthers } = examples.commands;
  const changed = identity.events.PasswordChanged({
    ...examples.events.PasswordChanged.data,
    how: 'current-password',
    changedAt: at,
  });
  const signedInHere = UserSignedIn({ userId, sessionHash: change.data.sessionHash, signedInAt: at });

  test('is changed once, and all sessions but this one end', () => {
    given(identityDecider, [registered, signedIn, signedInHere]).when(change, { time }).then([changed, signedOut]);
    given(identityDecider, [registered, signedInHere, changed]).when(change, { time }).then([]);
  });

  test('is not changed by somebody who entered an earlier one, or was signed out', () => {
    const other = identity.events.PasswordChanged({ ...changed.data, passwordId: 'f'.repeat(64) });
    const signedOutHere = UserSignedOut({ userId, sessionHash: change.data.sessionHash, signedOutAt: at });
    given(identityDecider, [registered, signedInHere, other]).when(change, { time }).thenRejected('password-changed');
    given(identityDecider, [registered, signedInHere, signedOutHere])
      .when(change, { time })
      .thenRejected('session-ended');
    given(identityDecider, [registered, signedIn, signedInHere, signedOutHere]).when(endOthers, { time }).then([]);
    given(identityDecider).when(change, { time }).thenRejected('no-such-account');
  });

  test('ends the link that was mailed', () => {
    const { PasswordResetAllowed: allowed } = examples.events;
    const reset = { ...examples.commands.ResetPassword };
    const later = { ...reset, data: { ...reset.data, passwordId: 'f'.repeat(64) } };
    given(identityDecider, [registered, allowed, changed]).when(later, { time }).thenRejected('link-ended');
  });

  test('stays when other browsers are signed out', () => {
    given(identityDecider, [registered, signedIn, signedInHere]).when(endOthers, { time }).then([signedOut]);
    given(identityDecider, [registered, signedIn, signedInHere, signedOut]).when(endOthers, { time }).then([]);
    given(identityDecider).when(endOthers, { time }).then([]);
  });
});

describe('DeleteAccount', () => {
  const command = DeleteAccount({ userId });

  test('deletes the account, with the id of its address in the event', () => {
    given(identityDecider, [registered, confirmed, signedIn]).when(command, { time }).then([deleted]);
  });

  test('deletes it once', () => {
    given(identityDecider, [registered, deleted]).when(command).then([]);
  });

  test('is rejected if the account does not exist', () => {
    given(identityDecider).when(command).thenRejected('no-such-account');
  });

  test('is followed by no sign-in or sign-out', () => {
    const past = [registered, signedIn, deleted];
    given(identityDecider, past)
      .when(RecordSignIn({ userId, sessionHash: 'b'.repeat(64) }))
      .then([]);
    given(identityDecider, past).when(SignOut({ userId, sessionHash })).then([]);
  });
});

describe('ReleaseAddress', () => {
  const command = ReleaseAddress({ addressId: address, userId });

  test('releases the address of the account', () => {
    given(identityDecider, [claimed(userId)])
      .when(command)
      .then([released(userId)]);
  });

  test('changes nothing the second time, or if another account has the address', () => {
    given(identityDecider, [claimed(userId), released(userId)])
      .when(command)
      .then([]);
    given(identityDecider, [claimed(userId), released(userId), claimed(otherUserId)])
      .when(command)
      .then([]);
    given(identityDecider).when(command).then([]);
  });

  test('lets other accounts register with the address', () => {
    given(identityDecider, [claimed(otherUserId), released(otherUserId), requested])
      .when(examples.commands.Register, { time })
      .then([claimedWith, opening(userId, registered)]);
  });
});

describe('the state of an account', () => {
  test('has the sessions of the last thirty days', () => {
    const days = { a: '2026-10-01', b: '2026-11-20', c: '2026-11-21' };
    const signIns = Object.entries(days).map(([letter, day]) =>
      UserSignedIn({ userId, sessionHash: letter.repeat(64), signedInAt: `${day}T00:00:00.000Z` }),
    );
    const events = [registered, ...signIns];
    const state = events.reduce(identityDecider.evolve, identityDecider.initialState);
    expect(state.account?.sessions.map(({ hash }) => hash[0])).toEqual(['b', 'c']);
  });
});
