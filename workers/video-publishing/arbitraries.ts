import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { videoPublishing } from './contract';
import { examples } from './examples';

const uploadId = fc.constantFrom('upload-1', 'upload-2');
const percent = fc.integer({ min: 0, max: 100 });
const height = fc.constantFrom(360, 720, 1080);
const bitsPerSecond = fc.constantFrom(400_000, 2_000_000);
/** Few values, so that timers often match a schedule. Random times are before and after them. */
const publishAt = fc.constantFrom('2026-11-21T12:00:00.000Z', '2026-12-01T08:00:00.000Z', '2027-01-01T08:00:00.000Z');
const language = fc.constantFrom('de', 'pt-BR', 'xx', '');
const tags = fc.constantFrom<string[]>(['knots'], ['Knots', 'knots', 'rope, work'], []);
const visibility = fc.constantFrom('private' as const, 'unlisted' as const, 'public' as const, 'scheduled' as const);
const chapters = fc.constantFrom<{ startSeconds: number; title: string }[]>(
  [],
  [{ startSeconds: 0, title: 'Why knots' }],
  [
    { startSeconds: 0, title: 'Why knots' },
    { startSeconds: 5, title: 'Bowline' },
  ],
);
const text = fc.constantFrom('Knots', 'Ten knots', '');

const decisionId = fc.constantFrom(...[1, 2].map((last) => `70000000-0000-4000-8000-00000000000${last}`));

/** Commands to the video of the examples, from its owner and from others. */
export function videoCommands() {
  const { ownerId } = examples.events.VideoUploaded.data;
  const userId = fc.constantFrom(ownerId, ownerId, '00000000-0000-4000-8000-00000000000b');
  // Its details are those of a video, so none of them is wrong.
  const { DuplicateVideo, ...commands } = videoPublishing.commands;
  return anyOf({
    ...variationsOf({ DuplicateVideo }, examples.commands, { ownerId: userId, name: text, description: text, tags }),
    ...variationsOf(commands, examples.commands, {
      ownerId: userId,
      userId,
      uploadId,
      percent,
      height,
      name: text,
      description: text,
      tags,
      category: fc.constantFrom('outdoors', 'xx', ''),
      language,
      draftedAt: moments,
      licence: fc.constantFrom('CC0-1.0', 'xx'),
      chapters,
      visibility,
      requestedAt: moments,
      publishAt,
      deletedAt: moments,
      decisionId,
      decidedAt: moments,
      at: moments,
    }),
  });
}

/** Returns the stream of a video. It begins with a draft or with its first file, and other files can follow. */
export function videoStream(videoId: string, owners: readonly string[]): ArbitraryStream {
  const { VideoDrafted: drafted, ...events } = variationsOf(videoPublishing.events, examples.events, {
    videoId: fc.constant(videoId),
    ownerId: fc.constantFrom(...owners),
    uploadId,
    percent,
    height,
    bitsPerSecond,
    durationSeconds: fc.constantFrom(12.5, 90),
    name: fc.constantFrom('Knots', 'Ten knots'),
    description: text,
    tags,
    category: fc.constantFrom('outdoors' as const, 'music' as const, null),
    language: fc.constantFrom('de' as const, 'pt-BR' as const, null),
    draftedAt: moments,
    licence: fc.constantFrom('CC-BY-4.0' as const, 'all-rights-reserved' as const),
    chapters,
    visibility: fc.constantFrom('public' as const, 'unlisted' as const, undefined),
    uploadedAt: moments,
    publishedAt: moments,
    publishAt: moments,
    deletedAt: moments,
    purgeAt: moments,
    restoredAt: moments,
    decisionId,
    takenDownAt: moments,
    putBackAt: moments,
    staysDown: fc.boolean(),
    wasPublished: fc.boolean(),
  });
  const anotherFile = events.VideoUploaded.map(({ data }) =>
    videoPublishing.events.VideoUploaded({ ...data, name: undefined }),
  );
  return {
    name: videoPublishing.stream(videoId),
    first: fc.oneof(events.VideoUploaded, drafted),
    later: fc.oneof(
      { weight: 1, arbitrary: anotherFile },
      { weight: 2, arbitrary: events.RenditionReady },
      { weight: 6, arbitrary: anyOf({ ...events, VideoUploaded: anotherFile }) },
    ),
    weight: 4,
  };
}
