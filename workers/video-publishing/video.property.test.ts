import { expect, test } from 'vitest';
import { isRejection } from '@/workers/runtime/src/base/contract';
import {
  expectOfLives,
  expectPure,
  expectRejectionsWithoutEffect,
  expectRepeatable,
} from '@/workers/runtime/src/testing/decider-laws';
import { videoCommands } from './arbitraries';
import { examples } from './examples';
import { videoDecider } from './video';

/** A video of whose owner, files and publication anything may be said, also by others. */
const video = { decider: videoDecider, commands: videoCommands() };
/** The same from where it plays, which few random beginnings come to. */
const playing = { ...video, past: [examples.events.VideoUploaded, examples.events.RenditionReady] };

test.each([video, playing])('a decision follows from the command and the state alone', (life) => expectPure(life));

test.each([video, playing])('a command that comes twice has the effect of one', (life) => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(video));

test('what is published plays', () => {
  for (const life of [video, playing]) {
    expectOfLives(life, (steps) => {
      for (const { after } of steps) if (after?.publication === 'published') expect(after.heights).not.toEqual([]);
    });
  }
});

test('what has a time to be published at is not published, nor waits for its first rendition', () => {
  for (const life of [video, playing]) {
    expectOfLives(life, (steps) => {
      for (const { after } of steps)
        if (after?.scheduledAt) expect(['draft', 'unpublished']).toContain(after.publication);
    });
  }
});

test('its owner alone has a say', () => {
  const { userId } = examples.commands.RetryProcessing.data;
  expectOfLives(playing, (steps) => {
    for (const { command, decisions } of steps) {
      const asking = 'userId' in command.data ? command.data.userId : userId;
      if (asking === userId) continue;
      expect(decisions.filter((event) => 'opens' in event || !isRejection(event.type))).toEqual([]);
    }
  });
});
