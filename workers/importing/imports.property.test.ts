import { expect, test } from 'vitest';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { importingCommands } from './arbitraries';
import { examples } from './examples';
import { importsDecider } from './imports';

const { ArchiveAdded, ScanStarted, ScanCompleted, ItemsFound } = examples.events;
/** Imports of one person, with any commands. */
const life = {
  decider: importsDecider,
  commands: importingCommands(),
  past: [ArchiveAdded, ScanStarted, ScanCompleted, ItemsFound],
};

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

test('an imported item is never chosen again before its video is purged', () => {
  checkSteps(life, (steps) => {
    for (const { after } of steps) {
      const both = Object.keys(after.chosen).filter((itemId) => after.imported[itemId]);
      expect(both).toEqual([]);
    }
  });
});
