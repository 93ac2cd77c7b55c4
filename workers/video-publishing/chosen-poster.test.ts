import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { examples } from './examples';
import {
  commands,
  events,
  later,
  otherUserId,
  ownerId,
  probe,
  processed,
  ready,
  rendition,
  replacement,
  uploaded,
  uploadId,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const id = (n: number) => `poster-40000000-0000-4000-8000-00000000000${n}`;
const frame = { kind: 'frame' as const, uploadId, seconds: 4.5 };
const picture = { kind: 'picture' as const };
const playing = [uploaded, ready, processed] as const;
const by = { userId: ownerId, at: later };

const choose = (posterId: string, source: typeof frame | typeof picture, userId = ownerId) =>
  commands.ChoosePoster({ videoId, userId, posterId, source, requestedAt: later });
const chosen = (posterId: string, source: typeof frame | typeof picture, superseded?: string) =>
  events.PosterChosen({ videoId, ownerId, posterId, source, ...by, ...(superseded && { superseded }) });
const made = (posterId: string) => commands.RecordChosenPoster({ videoId, posterId, widths: [320] });
const shown = (posterId: string, source: typeof frame | typeof picture, replaced?: string) =>
  events.PosterShown({ videoId, posterId, source, widths: [320], ...by, ...(replaced && { replaced }) });
const reset = commands.ResetPoster({ videoId, userId: ownerId, requestedAt: later });

test('a poster that was made while its video was purged is rejected, so that its files are deleted', () => {
  given(videoDecider, [...playing, chosen(id(1), frame), events.VideoPurged({ videoId, ownerId, uploadIds: [] })])
    .when(made(id(1)))
    .then([events.ChoosingPosterRejected({ reason: 'no-such-video', videoId, posterId: id(1) })]);
});

describe('a poster that the creator chooses', () => {
  test('is shown when it is made, once', () => {
    given(videoDecider, playing)
      .when(choose(id(1), frame))
      .then([chosen(id(1), frame)]);
    const pending = [...playing, chosen(id(1), frame)];
    given(videoDecider, pending)
      .when(choose(id(1), frame))
      .then([]);
    given(videoDecider, pending)
      .when(made(id(1)))
      .then([shown(id(1), frame)]);
    given(videoDecider, [...pending, shown(id(1), frame)])
      .when(made(id(1)))
      .then([]);
  });
  test('replaces the one before, and supersedes one that is not made yet', () => {
    const first = [...playing, chosen(id(1), frame), shown(id(1), frame), chosen(id(2), picture)];
    given(videoDecider, first)
      .when(choose(id(3), frame))
      .then([chosen(id(3), frame, id(2))]);
    given(videoDecider, first)
      .when(made(id(2)))
      .then([shown(id(2), picture, id(1))]);
    given(videoDecider, [...first, chosen(id(3), frame, id(2))])
      .when(made(id(2)))
      .then([]);
  });
  test('stays the one before if it cannot be made', () => {
    const failure = { videoId, posterId: id(2), reason: 'too-small' as const };
    const pending = [...playing, chosen(id(1), frame), shown(id(1), frame), chosen(id(2), picture)];
    given(videoDecider, pending)
      .when(commands.FailChosenPoster(failure))
      .then([events.PosterFailed(failure)]);
    given(videoDecider, [...pending, events.PosterFailed(failure)])
      .when(reset)
      .then([events.PosterDropped({ videoId, posterIds: [id(1)], ...by })]);
  });
  test('can be a picture before the file has arrived, but a frame only of the file that viewers see', () => {
    given(videoDecider, [examples.events.VideoDrafted])
      .when(choose(id(1), picture))
      .then([chosen(id(1), picture)]);
    given(videoDecider, [uploaded])
      .when(choose(id(1), frame))
      .thenRejected('other-file');
    given(videoDecider, playing)
      .when(choose(id(1), { ...frame, uploadId: 'upload-9' }))
      .thenRejected('other-file');
  });
  test('is rejected from another user, with the stored picture to be deleted, but never one that the video has', () => {
    given(videoDecider, playing)
      .when(choose(id(1), picture, otherUserId))
      .then([events.ChoosingPosterRejected({ reason: 'not-yours', videoId, posterId: id(1) })]);
    given(videoDecider, [...playing, chosen(id(1), picture)])
      .when(choose(id(1), picture, otherUserId))
      .then([events.ChoosingPosterRejected({ reason: 'not-yours', videoId })]);
    given(videoDecider, playing)
      .when(commands.ResetPoster({ ...reset.data, userId: otherUserId }))
      .thenRejected('not-yours');
  });
});

describe("the site's own poster", () => {
  test('returns with its files deleted when the creator wants it, once', () => {
    const past = [...playing, chosen(id(1), frame), shown(id(1), frame), chosen(id(2), picture)];
    const dropped = events.PosterDropped({ videoId, posterIds: [id(1), id(2)], ...by });
    given(videoDecider, past).when(reset).then([dropped]);
    given(videoDecider, [...past, dropped])
      .when(reset)
      .then([]);
  });
  test('is that of a new file if the old one was a frame, while an uploaded picture stays', () => {
    const newFile = { videoId, uploadId: replacement.uploadId };
    const { durationSeconds, width, height, leftOut = [], chapters } = probe;
    const { bytes, fileName, uploadedAt } = replacement;
    const file = { bytes, fileName, uploadedAt, ownerId, userId: ownerId, isDamaged: false, posterWidths: null };
    const { videoId: _, uploadId: __, ...size } = rendition;
    const replaced = events.FileReplaced({
      ...{ ...newFile, replacedUploadId: uploadId, ...file, durationSeconds, width, height, leftOut, chapters },
      renditions: [size],
    });
    const when = (source: typeof frame | typeof picture) =>
      given(videoDecider, [
        ...[...playing, chosen(id(1), source), shown(id(1), source), events.ReplacementUploaded(replacement)],
        events.ReplacementProbed({ ...probe, ...newFile }),
        events.ReplacementRenditionReady({ ...rendition, ...newFile }),
      ]).when(commands.CompleteProcessing(newFile));
    when(frame).then([replaced, events.PosterDropped({ videoId, posterIds: [id(1)] })]);
    when(picture).then([replaced]);
  });
});

describe('stills', () => {
  const { RecordStills } = examples.commands;

  test('are recorded once for each file, and not for another one', () => {
    given(videoDecider, playing).when(RecordStills).then([examples.events.StillsMade]);
    given(videoDecider, [...playing, examples.events.StillsMade])
      .when(RecordStills)
      .then([]);
    given(videoDecider, playing)
      .when(commands.RecordStills({ ...RecordStills.data, uploadId: 'upload-9' }))
      .then([]);
    given(videoDecider, [...playing, examples.events.StillsMade, examples.events.FileReplaced])
      .when(commands.RecordStills({ ...RecordStills.data, uploadId: 'upload-2' }))
      .then([events.StillsMade({ ...RecordStills.data, uploadId: 'upload-2' })]);
  });
});
