import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { identity } from './contract';
import { examples } from './examples';
import { identityDecider } from './identity';

const { commands, events } = identity;
const { Registered: registered, UserSignedIn: signedIn } = examples.events;
const { userId } = registered.data;
const { GrantRole, WithdrawRole, RequestRole, SuspendAccount, LiftSuspension } = examples.commands;
const { grantedBy } = GrantRole.data;
const at = '2026-11-21T11:00:00.000Z';
const time = { time: new Date(at) };
const granted = events.RoleGranted({ ...GrantRole.data, grantedAt: at });
const withdrawn = events.RoleWithdrawn({ ...WithdrawRole.data, withdrawnAt: at });
const asked = events.RoleRequested({ ...RequestRole.data, requestedAt: at });
const suspended = events.AccountSuspended({ ...SuspendAccount.data, suspendedAt: at });
const lifted = events.SuspensionLifted({ ...LiftSuspension.data, liftedAt: at });
const { sessionHash } = signedIn.data;

describe('a role', () => {
  test('is granted and withdrawn once', () => {
    given(identityDecider, [registered]).when(GrantRole, time).then([granted]);
    given(identityDecider, [registered, granted]).when(GrantRole, time).then([]);
    given(identityDecider, [registered, granted]).when(WithdrawRole, time).then([withdrawn]);
    given(identityDecider, [registered, granted, withdrawn]).when(WithdrawRole, time).then([]);
  });

  test('that was given meanwhile is not refused', () => {
    const refuse = commands.WithdrawRole({ ...WithdrawRole.data, isRefusal: true });
    given(identityDecider, [registered, granted]).when(refuse, time).thenRejected('already-granted');
    given(identityDecider, [registered, events.RoleRequested({ ...asked.data, role: WithdrawRole.data.role })])
      .when(refuse, time)
      .then([withdrawn]);
  });

  test('ends all sessions, so that none from before has more rights', () => {
    const signedOut = events.UserSignedOut({ userId, sessionHash, signedOutAt: at });
    given(identityDecider, [registered, signedIn]).when(GrantRole, time).then([granted, signedOut]);
    given(identityDecider, [registered, granted, signedIn]).when(WithdrawRole, time).then([withdrawn]);
  });

  test('is asked for once, until an administrator grants or refuses it', () => {
    given(identityDecider, [registered]).when(RequestRole, time).then([asked]);
    given(identityDecider, [registered, asked]).when(RequestRole, time).then([]);
    const grant = commands.GrantRole({ userId, role: 'creator', grantedBy });
    const isCreator = events.RoleGranted({ ...grant.data, grantedAt: at });
    given(identityDecider, [registered, asked]).when(grant, time).then([isCreator]);
    given(identityDecider, [registered, asked, isCreator]).when(RequestRole, time).then([]);
    const refuse = commands.WithdrawRole({ userId, role: 'creator', withdrawnBy: grantedBy });
    const refused = events.RoleWithdrawn({ ...refuse.data, withdrawnAt: at });
    given(identityDecider, [registered, asked]).when(refuse, time).then([refused]);
    given(identityDecider, [registered, asked, refused]).when(RequestRole, time).then([asked]);
  });

  test('is not for an account that is suspended, or does not exist', () => {
    for (const command of [GrantRole, RequestRole]) {
      given(identityDecider, [registered, suspended]).when(command, time).thenRejected('suspended');
      given(identityDecider).when(command, time).thenRejected('no-such-account');
    }
  });
});

describe('a suspension', () => {
  test('holds until it is lifted', () => {
    given(identityDecider, [registered]).when(SuspendAccount, time).then([suspended]);
    given(identityDecider, [registered, suspended]).when(SuspendAccount, time).then([]);
    given(identityDecider, [registered, suspended]).when(LiftSuspension, time).then([lifted]);
    given(identityDecider, [registered, suspended, lifted]).when(LiftSuspension, time).then([]);
  });

  test('is lifted by the decision that began it alone', () => {
    const other = commands.LiftSuspension({ userId, decisionId: '90000000-0000-4000-8000-000000000006' });
    given(identityDecider, [registered, suspended]).when(other, time).then([]);
  });

  test('leaves the sessions, so that its person can appeal and delete the account', () => {
    given(identityDecider, [registered, signedIn]).when(SuspendAccount, time).then([suspended]);
  });

  test('does nothing to an account that does not exist', () => {
    given(identityDecider).when(SuspendAccount, time).then([]);
    given(identityDecider).when(LiftSuspension, time).then([]);
  });
});
