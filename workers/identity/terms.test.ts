import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { identity } from './contract';
import { examples } from './examples';
import { identityDecider } from './identity';

const { commands, events } = identity;
const { Registered: registered, AccountDeleted: deleted } = examples.events;
const { AcceptTerms } = examples.commands;
const { userId } = registered.data;
const at = '2026-11-21T11:40:00.000Z';
const time = { time: new Date(at) };
const accepted = events.TermsAccepted({ ...AcceptTerms.data, acceptedAt: at });
const next = { userId, termsVersion: '2026-12-01' };

describe('a version of the terms', () => {
  test('is accepted once', () => {
    given(identityDecider, [registered]).when(AcceptTerms, time).then([accepted]);
    given(identityDecider, [registered, accepted]).when(AcceptTerms, time).then([]);
  });

  test('is accepted at registration', () => {
    const { termsVersion } = AcceptTerms.data;
    given(identityDecider, [events.Registered({ ...registered.data, termsVersion })])
      .when(AcceptTerms, time)
      .then([]);
  });

  test('is followed by the next', () => {
    given(identityDecider, [registered, accepted])
      .when(commands.AcceptTerms(next), time)
      .then([events.TermsAccepted({ ...next, acceptedAt: at })]);
  });

  test('is accepted by nobody without an account', () => {
    given(identityDecider).when(AcceptTerms, time).then([]);
    given(identityDecider, [registered, deleted]).when(AcceptTerms, time).then([]);
  });
});
