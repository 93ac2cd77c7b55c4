import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { transcribing } from './contract';
import { examples } from './examples';

const ids = (kind: string) => [1, 2, 3].map((n) => `${kind}0000000-0000-4000-8000-00000000000${n}`);
const languages = fc.constantFrom('en', 'de') as fc.Arbitrary<'en'>;

const fields = {
  requestId: fc.constantFrom(...ids('6')),
  trackId: fc.constantFrom(...ids('5')),
  uploadId: fc.constantFrom('upload-1', 'upload-2'),
  language: languages,
  isAutomatic: fc.boolean(),
  isRemoved: fc.boolean(),
  isWanted: fc.boolean(),
  isAsked: fc.boolean(),
  percent: fc.constantFrom(0, 20, 60),
  at: moments,
};

/** Commands about the video of the examples, from its owner and from others. */
export function transcribingCommands() {
  const { userId } = examples.commands.RequestTranscription.data;
  return anyOf(
    variationsOf(transcribing.commands, examples.commands, {
      ...fields,
      userId: fc.constantFrom(userId, userId, '00000000-0000-4000-8000-00000000000b'),
    }),
  );
}

/** Returns the stream of the transcription of a video. */
export function transcribingStream(videoId: string, ownerId: string): ArbitraryStream {
  const { TranscribingOpened, ...later } = variationsOf(transcribing.events, examples.events, {
    ...fields,
    videoId: fc.constant(videoId),
    ownerId: fc.constant(ownerId),
  });
  return { name: transcribing.stream(videoId), first: TranscribingOpened, later: anyOf(later), weight: 2 };
}
