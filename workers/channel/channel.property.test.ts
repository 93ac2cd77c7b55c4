import { expect, test } from 'vitest';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { channelCommands, handleCommands } from './arbitraries';
import { channelDecider } from './channel';
import { HANDLES_KEPT } from './contract';
import { examples } from './examples';

const { userId } = examples.commands.EditChannel.data;
const people = [userId, '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000c'];

/** A handle that several people want. */
const handle = { decider: channelDecider, commands: handleCommands(people) };
/** A channel with its pictures and handles. */
const own = { decider: channelDecider, commands: channelCommands() };

test.each([handle, own])('a decision depends on the command and the state alone', (life) => expectPure(life));

test('a rejected claim changes nothing', () => expectRejectionsWithoutEffect(handle));

test('a repeated claim has the effect of one', () => expectRepeatable(handle));

test('one channel at a time has a handle', () => {
  checkSteps(handle, (steps) => {
    let owner: string | null = null;
    for (const event of steps.flatMap(({ decisions }) => decisions)) {
      if ('opens' in event) continue;
      if (event.type === 'HandleClaimed') {
        expect([null, event.data.userId]).toContain(owner);
        owner = event.data.userId;
      }
      if (event.type === 'HandleReleased') {
        expect(event.data.userId).toBe(owner);
        owner = null;
      }
    }
  });
});

test('a channel keeps a few handles, and none after it closes', () => {
  checkSteps(own, (steps) => {
    const handles = new Set<string>();
    let isClosed = false;
    for (const { decisions } of steps) {
      for (const event of decisions) {
        if ('opens' in event) continue;
        if (event.type === 'HandleAdopted') handles.add(event.data.handleId);
        if (event.type === 'HandleDropped') handles.delete(event.data.handleId);
        if (event.type === 'ChannelClosed') isClosed = true;
      }
      expect(handles.size).toBeLessThanOrEqual(isClosed ? 0 : HANDLES_KEPT);
    }
  });
});
