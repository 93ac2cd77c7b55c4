import { expect, test } from 'vitest';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from '@message-db/runtime/testing';
import { transcribingCommands } from './arbitraries';
import { examples } from './examples';
import { transcriptionDecider } from './transcription';

const { TranscribingOpened, FileNoted } = examples.events;
/** The transcription of a video with any commands, some of them from other users. */
const life = {
  decider: transcriptionDecider,
  commands: transcribingCommands(),
  past: [TranscribingOpened, FileNoted],
};

test('a decision depends on the command and the state alone', () => expectPure(life));

test('a repeated command has the effect of one', () => expectRepeatable(life));

test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

test('what is requested is always of the file that viewers see', () => {
  checkSteps(life, (steps) => {
    for (const { after, decisions } of steps)
      for (const event of decisions)
        if ('type' in event && event.type === 'TranscriptionRequested')
          expect((event.data as { uploadId: string }).uploadId).toBe(after!.uploadId);
  });
});
