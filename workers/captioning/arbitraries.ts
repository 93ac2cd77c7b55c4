import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { captioning } from './contract';
import { examples } from './examples';

const trackIds = [1, 2, 3].map((n) => `50000000-0000-4000-8000-00000000000${n}`);
const editIds = [1, 2, 3].map((n) => `51000000-0000-4000-8000-00000000000${n}`);
const said = {
  start: fc.constantFrom(0, 500, 1_000),
  end: fc.constantFrom(1_000, 1_500),
  text: fc.constantFrom('One', 'Two'),
};
const keptLine = fc.record({ lineId: fc.nat(4), ...said });
const keptLines = fc.uniqueArray(keptLine, { selector: ({ lineId }) => lineId, maxLength: 3 });

const fields = {
  trackId: fc.constantFrom(...trackIds),
  editId: fc.constantFrom(...editIds),
  language: fc.constantFrom('en', 'de') as fc.Arbitrary<'en'>,
  label: fc.constantFrom('', 'Short'),
  source: fc.constantFrom('upload', 'video-file', 'automatic') as fc.Arbitrary<'upload'>,
  milliseconds: fc.constantFrom(700, 1_200, 60_000),
  isFirst: fc.boolean(),
  removed: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  at: moments,
};

/** Commands to the captions of the examples, from the owner and from others. */
export function captioningCommands() {
  const { userId } = examples.commands.RemoveTrack.data;
  return anyOf(
    variationsOf(captioning.commands, examples.commands, {
      ...fields,
      userId: fc.constantFrom(userId, userId, userId, '00000000-0000-4000-8000-00000000000b'),
      revision: fc.nat(2),
      lines: fc.array(fc.record(said), { maxLength: 3 }),
      added: keptLines,
      changed: keptLines,
    }),
  );
}

/** Returns the stream of the captions of a video. @param index tells its tracks from those of other streams. */
export function captioningStream(videoId: string, ownerId: string, index: number): ArbitraryStream {
  const { CaptioningOpened, ...later } = variationsOf(captioning.events, examples.events, {
    ...fields,
    videoId: fc.constant(videoId),
    ownerId: fc.constant(ownerId),
    trackId: fc.constantFrom(...trackIds.map((id) => id.replace('-0000-', `-000${index}-`))),
    revision: fc.nat(3),
    lines: keptLines,
    written: keptLines,
  });
  return { name: captioning.stream(videoId), first: CaptioningOpened, later: anyOf(later), weight: 3 };
}
