import { expect, test } from 'vitest';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { movingInCommands } from './arbitraries';
import { examples } from './examples';
import { movingInDecider } from './moving-in';

const { ArchiveAdded, ReadingStarted, ContentsRead, ItemsFound } = examples.events;
/** What a person brings, with any commands. */
const life = {
  decider: movingInDecider,
  commands: movingInCommands(),
  past: [ArchiveAdded, ReadingStarted, ContentsRead, ItemsFound],
};

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

test('an item that has come is never chosen again before its video is gone', () => {
  checkSteps(life, (steps) => {
    for (const { after } of steps) {
      const both = Object.keys(after.chosen).filter((itemId) => after.moved[itemId]);
      expect(both).toEqual([]);
    }
  });
});
