import { describe, expect, test } from 'vitest';
import { fold } from '@/workers/runtime/decider';
import { given } from '@/workers/runtime/testing/decider';
import { DESCRIPTION_MAX, NAME_MAX, videoPublishing } from './contract';
import { videoDecider } from './video';

const { commands, events } = videoPublishing;

const videoId = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e01';
const ownerId = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e02';
const somebodyElse = '7c1f7a52-3b1f-4c77-9f57-6b6a0f0d1e03';
const uploadId = 'upload-1';
const at = '2026-11-21T10:00:00.000Z';
const later = '2026-11-21T10:05:00.000Z';

const file = { videoId, ownerId, uploadId, fileName: 'my_first-lesson.mp4', bytes: 1_000, uploadedAt: at };
const replacement = { ...file, uploadId: 'upload-2', fileName: 'again.mp4', uploadedAt: later };
const rendition = { videoId, uploadId, width: 640, height: 360, bitsPerSecond: 800_000 };
const probe = { videoId, uploadId, durationSeconds: 12.5, width: 1280, height: 720 };
const failure = { videoId, uploadId, reason: 'cut-off' as const, detail: 'It ends after 2 s.' };

const uploaded = events.VideoUploaded({ ...file, name: 'My first lesson' });
const ready = events.RenditionReady(rendition);
const processed = events.VideoProcessed({ videoId, uploadId });
const failed = events.VideoPublishingFailed(failure);
const requested = events.PublicationRequested({ videoId });
const published = events.VideoPublished({ videoId, ownerId, publishedAt: at });
const unpublished = events.VideoUnpublished({ videoId });

describe('ProcessVideo', () => {
  const command = commands.ProcessVideo(file);

  test('begins a video, named after its file', () => {
    given(videoDecider).when(command).then([uploaded]);
  });
  test('leads to nothing when it comes again', () => {
    given(videoDecider, [uploaded]).when(command).then([]);
    given(videoDecider, [uploaded, failed]).when(command).then([]);
  });
  test('replaces a file that failed, and leaves the name alone', () => {
    given(videoDecider, [uploaded, failed]).when(commands.ProcessVideo(replacement)).then([events.VideoUploaded(replacement)]);
  });
  test('is rejected while the file before is being processed, or plays', () => {
    for (const past of [[uploaded], [uploaded, ready, processed]]) {
      given(videoDecider, past).when(commands.ProcessVideo(replacement)).thenRejected('in-progress');
    }
  });
  test('is rejected for the video of somebody else', () => {
    given(videoDecider, [uploaded, failed])
      .when(commands.ProcessVideo({ ...replacement, ownerId: somebodyElse }))
      .thenRejected('not-yours');
  });
});

describe('RetryProcessing', () => {
  const command = commands.RetryProcessing({ videoId, userId: ownerId });
  const retried = events.ProcessingRetried({ videoId, uploadId });

  test('begins again after a failure', () => {
    given(videoDecider, [uploaded, failed]).when(command).then([retried]);
  });
  test('is rejected during processing, after it and for others', () => {
    given(videoDecider, [uploaded]).when(command).thenRejected('in-progress');
    given(videoDecider, [uploaded, failed, retried]).when(command).thenRejected('in-progress');
    given(videoDecider, [uploaded, ready, processed]).when(command).thenRejected('nothing-to-retry');
    given(videoDecider, [uploaded, failed])
      .when(commands.RetryProcessing({ videoId, userId: somebodyElse }))
      .thenRejected('not-yours');
  });
});

describe('reports', () => {
  const probed = events.VideoProbed(probe);
  const progressed = (percent: number) => events.ProcessingProgressed({ videoId, uploadId, percent });
  const report = (percent: number) => commands.RecordProgress({ videoId, uploadId, percent });

  test('become events, once', () => {
    const posted = events.PosterMade({ videoId, uploadId });
    given(videoDecider, [uploaded]).when(commands.RecordProbe(probe)).then([probed]);
    given(videoDecider, [uploaded, probed]).when(commands.RecordProbe(probe)).then([]);
    given(videoDecider, [uploaded]).when(commands.RecordPoster({ videoId, uploadId })).then([posted]);
    given(videoDecider, [uploaded, posted]).when(commands.RecordPoster({ videoId, uploadId })).then([]);
    given(videoDecider, [uploaded]).when(commands.RecordRendition({ ...rendition, at })).then([ready]);
    given(videoDecider, [uploaded, ready]).when(commands.RecordRendition({ ...rendition, at: later })).then([]);
    given(videoDecider, [uploaded, ready]).when(commands.CompleteProcessing({ videoId, uploadId })).then([processed]);
    given(videoDecider, [uploaded, ready, processed]).when(commands.CompleteProcessing({ videoId, uploadId })).then([]);
    given(videoDecider, [uploaded]).when(commands.FailProcessing(failure)).then([failed]);
    given(videoDecider, [uploaded, failed]).when(commands.FailProcessing(failure)).then([]);
  });
  test('of progress only go forward, and begin anew with a retry', () => {
    given(videoDecider, [uploaded, progressed(40)]).when(report(42)).then([progressed(42)]);
    given(videoDecider, [uploaded, progressed(40)]).when(report(40)).then([]);
    given(videoDecider, [uploaded, progressed(40)]).when(report(12)).then([]);
    given(videoDecider, [uploaded, progressed(40), failed, events.ProcessingRetried({ videoId, uploadId })])
      .when(report(12))
      .then([progressed(12)]);
  });
  test('on a file that was replaced lead to nothing', () => {
    const past = [uploaded, failed, events.VideoUploaded(replacement)];
    for (const late of [
      commands.RecordProbe(probe),
      commands.RecordPoster({ videoId, uploadId }),
      report(50),
      commands.RecordRendition({ ...rendition, at }),
      commands.CompleteProcessing({ videoId, uploadId }),
      commands.FailProcessing(failure),
    ]) {
      given(videoDecider, past).when(late).then([]);
    }
  });
  test('on no video lead to nothing', () => {
    given(videoDecider).when(commands.RecordProbe(probe)).then([]);
  });
  test('of a failure end the processing of what plays already', () => {
    given(videoDecider, [uploaded, ready]).when(commands.FailProcessing(failure)).then([processed]);
  });
  test('that all is done need something that plays', () => {
    given(videoDecider, [uploaded]).when(commands.CompleteProcessing({ videoId, uploadId })).then([]);
  });
});

describe('PublishVideo', () => {
  const command = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: at });

  test('publishes what plays', () => {
    given(videoDecider, [uploaded, ready]).when(command).then([published]);
    given(videoDecider, [uploaded, ready, processed, published, unpublished]).when(command).then([published]);
  });
  test('is remembered, once, until something plays', () => {
    given(videoDecider, [uploaded]).when(command).then([requested]);
    given(videoDecider, [uploaded, requested]).when(command).then([]);
    given(videoDecider, [uploaded, requested])
      .when(commands.RecordRendition({ ...rendition, at: later }))
      .then([ready, events.VideoPublished({ videoId, ownerId, publishedAt: later })]);
  });
  test('is remembered over a failure and a retry', () => {
    given(videoDecider, [uploaded, requested, failed, events.ProcessingRetried({ videoId, uploadId })])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready, published]);
  });
  test('happens once', () => {
    given(videoDecider, [uploaded, ready, published]).when(command).then([]);
    given(videoDecider, [uploaded, requested, ready, published])
      .when(commands.RecordRendition({ ...rendition, width: 1280, height: 720, at }))
      .then([events.RenditionReady({ ...rendition, width: 1280, height: 720 })]);
  });
  test('is rejected for a file that failed, for others, and for no video', () => {
    given(videoDecider, [uploaded, failed]).when(command).thenRejected('failed');
    given(videoDecider, [uploaded, ready])
      .when(commands.PublishVideo({ videoId, userId: somebodyElse, requestedAt: at }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
  });
});

describe('UnpublishVideo', () => {
  const command = commands.UnpublishVideo({ videoId, userId: ownerId });

  test('takes a video back', () => {
    given(videoDecider, [uploaded, ready, published]).when(command).then([unpublished]);
  });
  test('takes a request back', () => {
    given(videoDecider, [uploaded, requested]).when(command).then([unpublished]);
    given(videoDecider, [uploaded, requested, unpublished]).when(commands.RecordRendition({ ...rendition, at })).then([ready]);
  });
  test('leads to nothing where nothing is published', () => {
    given(videoDecider, [uploaded, ready]).when(command).then([]);
    given(videoDecider, [uploaded, ready, published, unpublished]).when(command).then([]);
  });
  test('is rejected for others, and for no video', () => {
    given(videoDecider, [uploaded, ready, published])
      .when(commands.UnpublishVideo({ videoId, userId: somebodyElse }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
  });
});

describe('NameVideo', () => {
  const name = (text: string, userId = ownerId) => commands.NameVideo({ videoId, userId, name: text });

  test('names it, trimmed', () => {
    given(videoDecider, [uploaded]).when(name('  Knots,\n part 1 ')).then([events.VideoNamed({ videoId, name: 'Knots, part 1' })]);
    given(videoDecider, [uploaded]).when(name('x'.repeat(NAME_MAX))).then([events.VideoNamed({ videoId, name: 'x'.repeat(NAME_MAX) })]);
  });
  test('leads to nothing where that is its name', () => {
    given(videoDecider, [uploaded]).when(name(' My first lesson')).then([]);
  });
  test('is rejected for a name that is none, or too long', () => {
    given(videoDecider, [uploaded]).when(name(' \t ')).thenRejected('empty', 'name');
    given(videoDecider, [uploaded]).when(name('x'.repeat(NAME_MAX + 1))).thenRejected('too-long', 'name');
  });
  test('is rejected for others, and for no video', () => {
    given(videoDecider, [uploaded]).when(name('Mine', somebodyElse)).thenRejected('not-yours');
    given(videoDecider).when(name('Mine')).thenRejected('no-such-video');
  });
});

describe('DescribeVideo', () => {
  const describeAs = (description: string, userId = ownerId) => commands.DescribeVideo({ videoId, userId, description });
  const described = events.VideoDescribed({ videoId, description: 'One.\nTwo.' });

  test('describes it, trimmed, whatever the form makes of line breaks', () => {
    given(videoDecider, [uploaded]).when(describeAs(' One.\r\nTwo. ')).then([described]);
  });
  test('leads to nothing where that is its description', () => {
    given(videoDecider, [uploaded, described]).when(describeAs('One.\r\nTwo.')).then([]);
    given(videoDecider, [uploaded]).when(describeAs(' ')).then([]);
  });
  test('may take the description away', () => {
    given(videoDecider, [uploaded, described]).when(describeAs('')).then([events.VideoDescribed({ videoId, description: '' })]);
  });
  test('is rejected for one that is too long, for others, and for no video', () => {
    given(videoDecider, [uploaded]).when(describeAs('x'.repeat(DESCRIPTION_MAX + 1))).thenRejected('too-long', 'description');
    given(videoDecider, [uploaded]).when(describeAs('Mine', somebodyElse)).thenRejected('not-yours');
    given(videoDecider).when(describeAs('Mine')).thenRejected('no-such-video');
  });
});

test('a rejection changes nothing', () => {
  const rejected = events.NamingRejected({ reason: 'empty', field: 'name', videoId });
  expect(fold(videoDecider, [rejected])).toBe(null);
  expect(fold(videoDecider, [uploaded, rejected])).toEqual(fold(videoDecider, [uploaded]));
});
