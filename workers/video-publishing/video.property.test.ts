import { expect, test } from 'vitest';
import { isRejection } from '@message-db/runtime';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { videoCommands } from './arbitraries';
import { examples } from './examples';
import { videoDecider } from './video';

/** A video with any commands, some of them from other users. */
const video = { decider: videoDecider, commands: videoCommands() };
/** The same for a playable video, because few random commands lead to one. */
const playing = { ...video, past: [examples.events.VideoUploaded, examples.events.RenditionReady] };

test.each([video, playing])('a decision depends on the command and the state alone', (life) => expectPure(life));

test.each([video, playing])('a repeated command has the effect of one', (life) => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(video));

test('a published video is playable', () => {
  for (const life of [video, playing]) {
    checkSteps(life, (steps) => {
      for (const { after } of steps) if (after?.publication === 'published') expect(after.heights).not.toEqual([]);
    });
  }
});

test('a scheduled video is neither published nor requested', () => {
  for (const life of [video, playing]) {
    checkSteps(life, (steps) => {
      for (const { after } of steps)
        if (after?.scheduledAt) expect(['draft', 'unpublished']).toContain(after.publication);
    });
  }
});

test('a video in the trash is neither published nor requested nor scheduled', () => {
  for (const life of [video, playing]) {
    checkSteps(life, (steps) => {
      for (const { after } of steps) {
        if (after?.trash) {
          expect(['draft', 'unpublished']).toContain(after.publication);
          expect(after.scheduledAt).toBeNull();
        }
      }
    });
  }
});

test('a purged video never changes', () => {
  checkSteps({ ...video, past: [examples.events.VideoUploaded, examples.events.VideoPurged] }, (steps) => {
    for (const { decisions } of steps)
      expect(decisions.filter((event) => 'opens' in event || !isRejection(event.type))).toEqual([]);
  });
});

test('commands of other users change nothing', () => {
  const { userId } = examples.commands.RetryProcessing.data;
  checkSteps(playing, (steps) => {
    for (const { command, decisions } of steps) {
      const sender = 'userId' in command.data ? command.data.userId : userId;
      if (sender === userId) continue;
      expect(decisions.filter((event) => 'opens' in event || !isRejection(event.type))).toEqual([]);
    }
  });
});
