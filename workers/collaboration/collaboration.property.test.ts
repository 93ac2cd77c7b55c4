import { expect, test } from 'vitest';
import { isRejection } from '@message-db/runtime';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { collaborationCommands } from './arbitraries';
import { collaborationDecider } from './collaboration';
import { examples } from './examples';

const life = { decider: collaborationDecider, commands: collaborationCommands() };

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

test('nobody has access to the same thing twice, or to their own', () => {
  checkSteps(life, (steps) => {
    for (const { after } of steps) {
      const all = after.collaborators.map(({ collaboratorId, subjectId }) => `${collaboratorId} ${subjectId}`);
      expect(new Set(all).size).toBe(all.length);
      const { ownerId } = examples.events.CollaboratorInvited.data;
      expect(after.collaborators.map(({ collaboratorId }) => collaboratorId)).not.toContain(ownerId);
    }
  });
});

test('only the owner invites and changes roles, and nobody removes the access of another', () => {
  checkSteps(life, (steps) => {
    for (const { command, decisions, before } of steps) {
      if (!('userId' in command.data) || command.data.userId === command.data.ownerId) continue;
      const { userId } = command.data;
      const effects = decisions.filter((event) => !('opens' in event) && !isRejection(event.type));
      if (command.type === 'Invite' || command.type === 'ChangeRole') expect(effects).toEqual([]);
      if (command.type !== 'RemoveAccess' || effects.length === 0) continue;
      const { invitationId } = command.data;
      const removed = before.collaborators.find((each) => each.invitationId === invitationId);
      expect(removed?.collaboratorId).toBe(userId);
    }
  });
});
