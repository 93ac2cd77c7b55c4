import { expect, test } from 'vitest';
import { isRejection } from '@message-db/runtime';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { captioningCommands } from './arbitraries';
import { captionsDecider } from './captions';
import { examples } from './examples';

const { CaptioningOpened, TrackAdded } = examples.events;
/** The captions of a video with any commands, some of them from other users. */
const life = { decider: captionsDecider, commands: captioningCommands(), past: [CaptioningOpened, TrackAdded] };

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

test('commands of other users change nothing', () => {
  const { userId } = examples.commands.RemoveTrack.data;
  checkSteps(life, (steps) => {
    for (const { command, decisions } of steps) {
      if (!('userId' in command.data) || command.data.userId === userId) continue;
      expect(decisions.filter((event) => 'opens' in event || !isRejection(event.type))).toEqual([]);
    }
  });
});

test('no two tracks of a video that viewers can choose have the same language and label', () => {
  checkSteps(life, (steps) => {
    for (const { after } of steps) {
      const names = after!.tracks
        .filter(({ isRemoved }) => !isRemoved)
        .map(({ language, label }) => `${language} ${label}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

test('no new line begins after the end of the video', () => {
  checkSteps(life, (steps) => {
    for (const { decisions, before } of steps) {
      const end = before!.milliseconds ?? Infinity;
      for (const event of decisions) {
        if ('opens' in event) continue;
        const written =
          event.type === 'LinesWritten' ? event.data.lines : event.type === 'LinesEdited' ? event.data.written : [];
        expect(written.filter(({ start }) => start >= end)).toEqual([]);
      }
    }
  });
});
