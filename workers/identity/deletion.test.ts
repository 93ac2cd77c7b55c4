import { describe, expect, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { DELETION_DAYS, identity } from './contract';
import { examples } from './examples';
import { identityDecider } from './identity';
import { deletionMail } from './security-mail';

const { commands, events } = identity;
const { Registered: registered, UserSignedIn: signedIn, DeletionCancelled } = examples.events;
const { RequestDeletion, CancelDeletion, DeleteAsRequested, DeleteAccount } = examples.commands;
const { userId, addressId } = registered.data;
const at = '2026-11-21T11:50:00.000Z';
const time = { time: new Date(at) };
const requested = events.DeletionRequested({
  ...RequestDeletion.data,
  requestedAt: at,
  deleteAt: '2026-12-05T11:50:00.000Z',
});
const cancelled = events.DeletionCancelled({ ...DeletionCancelled.data, cancelledAt: at });
const deleted = events.AccountDeleted({ userId, addressId, deletedAt: at });
const otherId = '90000000-0000-4000-8000-000000000007';
const another = commands.RequestDeletion({ userId, requestId: otherId });

describe('the deletion of an account', () => {
  test('is requested for two weeks later, and ends all sessions', () => {
    expect(DELETION_DAYS).toBe(14);
    const signedOut = events.UserSignedOut({ userId, sessionHash: signedIn.data.sessionHash, signedOutAt: at });
    given(identityDecider, [registered, signedIn]).when(RequestDeletion, time).then([requested, signedOut]);
  });

  test('is requested once, and keeps its day', () => {
    given(identityDecider, [registered, requested]).when(RequestDeletion, time).then([]);
    given(identityDecider, [registered, requested]).when(another, time).then([]);
  });

  test('does not come back when its command is repeated', () => {
    given(identityDecider, [registered, requested, cancelled]).when(RequestDeletion, time).then([]);
    given(identityDecider, [registered, requested, cancelled])
      .when(another, time)
      .then([events.DeletionRequested({ ...requested.data, requestId: otherId })]);
  });

  test('is cancelled once', () => {
    given(identityDecider, [registered, requested]).when(CancelDeletion, time).then([cancelled]);
    given(identityDecider, [registered, requested, cancelled]).when(CancelDeletion, time).then([]);
    given(identityDecider, [registered]).when(CancelDeletion, time).then([]);
  });

  test('happens when it is due, if the request still holds', () => {
    given(identityDecider, [registered, requested]).when(DeleteAsRequested, time).then([deleted]);
    given(identityDecider, [registered, requested, cancelled]).when(DeleteAsRequested, time).then([]);
    given(identityDecider, [registered, requested, deleted]).when(DeleteAsRequested, time).then([]);
  });

  test('of an account that does not exist is rejected, and of a deleted one is nothing new', () => {
    given(identityDecider).when(RequestDeletion).thenRejected('no-such-account');
    given(identityDecider).when(DeleteAsRequested).then([]);
    given(identityDecider, [registered, deleted]).when(RequestDeletion).then([]);
  });

  test('can be had at once', () => {
    given(identityDecider, [registered, requested]).when(DeleteAccount, time).then([deleted]);
  });
});

test('the mail about it names the day, and leads to the page on which the account is kept', () => {
  const { text, html } = deletionMail({ name: 'Ada <b>' }, requested.data.deleteAt, 'https://tutorials.example');
  expect(text).toMatch(/On 5 December 2026[^]*sign-in\?next=%2Faccount%2Fdelete/);
  expect(html).toContain('Ada &lt;b&gt;');
});
