import { expect, test } from 'vitest';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { accountCommands, addressCommands, externalIdentityCommands } from './arbitraries';
import { examples } from './examples';
import { identityDecider } from './identity';

const { Register } = examples.commands;
const people = [Register.data.userId, '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000c'];

/** An address that several people try to register and to sign in with. */
const address = { decider: identityDecider, commands: addressCommands(people) };
/** An identity elsewhere that several people connect. */
const external = { decider: identityDecider, commands: externalIdentityCommands(people) };
/** An account that exists. */
const account = { decider: identityDecider, commands: accountCommands(), past: [examples.events.Registered] };

test.each([address, external, account])('a decision depends on the command and the state alone', (life) =>
  expectPure(life),
);

test.each([address, external, account])('a rejection changes nothing', (life) => expectRejectionsWithoutEffect(life));

test('a repeated command to an account has the effect of one', () => expectRepeatable(account));

test('one account at a time has an address: it opens with the claim, and others can claim after the release', () => {
  let all = 0;
  checkSteps(address, (steps) => {
    let owner: string | null = null;
    const opened: string[] = [];
    for (const event of steps
      .flatMap(({ decisions }) => decisions)
      .map((decision) => ('opens' in decision ? decision.event : decision))) {
      if (event.type === 'AddressClaimed') {
        expect(owner).toBe(null);
        owner = event.data.userId;
      }
      if (event.type === 'Registered') {
        expect(event.data.userId).toBe(owner);
        opened.push(event.data.userId);
      }
      if (event.type === 'AddressReleased') {
        expect(event.data.userId).toBe(owner);
        owner = null;
      }
    }
    expect(new Set(opened).size).toBe(opened.length);
    all += opened.length;
  });
  expect(all).toBeGreaterThan(0);
});

test('one account at a time has an identity elsewhere, and others can claim it after the release', () => {
  let all = 0;
  checkSteps(external, (steps) => {
    let owner: string | null = null;
    for (const event of steps.flatMap(({ decisions }) => decisions)) {
      if ('opens' in event) continue;
      if (event.type === 'ExternalIdentityClaimed') {
        expect([null, event.data.userId]).toContain(owner);
        owner = event.data.userId;
        all += 1;
      }
      if (event.type === 'ExternalIdentityReleased') {
        expect(event.data.userId).toBe(owner);
        owner = null;
      }
    }
  });
  expect(all).toBeGreaterThan(0);
});

// The random times span twenty days at most, so no token expires and the state has every session.
test('a session that has ended neither ends again nor restarts', () => {
  checkSteps(account, (steps) => {
    const ended = new Set<unknown>();
    for (const event of steps.flatMap(({ decisions }) => decisions)) {
      if ('opens' in event || !('sessionHash' in event.data)) continue;
      expect(ended).not.toContain(event.data.sessionHash);
      if (event.type === 'UserSignedOut') ended.add(event.data.sessionHash);
    }
  });
});
