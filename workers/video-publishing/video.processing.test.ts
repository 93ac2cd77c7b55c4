import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import {
  at,
  commands,
  events,
  failed,
  failure,
  file,
  later,
  ownerId,
  probe,
  processed,
  ready,
  rendition,
  replacement,
  otherUserId,
  uploadId,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

describe('ProcessVideo', () => {
  const command = commands.ProcessVideo(file);

  test('adds a video, named after its file', () => {
    given(videoDecider).when(command).then([uploaded]);
  });
  test('changes nothing when it is repeated', () => {
    given(videoDecider, [uploaded]).when(command).then([]);
    given(videoDecider, [uploaded, failed]).when(command).then([]);
  });
  test('replaces a failed file, and keeps the name', () => {
    given(videoDecider, [uploaded, failed])
      .when(commands.ProcessVideo(replacement))
      .then([events.VideoUploaded(replacement)]);
  });
  test('replaces a file of which nothing can be watched yet', () => {
    given(videoDecider, [uploaded])
      .when(commands.ProcessVideo(replacement))
      .then([events.VideoUploaded(replacement)]);
  });
  test('is rejected for the video of another user', () => {
    given(videoDecider, [uploaded, failed])
      .when(commands.ProcessVideo({ ...replacement, ownerId: otherUserId }))
      .thenRejected('not-yours');
  });
});

describe('RetryProcessing', () => {
  const command = commands.RetryProcessing({ videoId, userId: ownerId });
  const retried = events.ProcessingRetried({ videoId, uploadId, ownerId });

  test('restarts the processing after a failure', () => {
    given(videoDecider, [uploaded, failed]).when(command).then([retried]);
  });
  test('is rejected during processing, after it, and for other users', () => {
    given(videoDecider, [uploaded]).when(command).thenRejected('in-progress');
    given(videoDecider, [uploaded, failed, retried]).when(command).thenRejected('in-progress');
    given(videoDecider, [uploaded, ready, processed]).when(command).thenRejected('nothing-to-retry');
    given(videoDecider, [uploaded, failed])
      .when(commands.RetryProcessing({ videoId, userId: otherUserId }))
      .thenRejected('not-yours');
  });
});

describe('reports', () => {
  const probed = events.VideoProbed(probe);
  const progressed = (percent: number) => events.ProcessingProgressed({ videoId, uploadId, percent });
  const report = (percent: number) => commands.RecordProgress({ videoId, uploadId, percent });

  test('become one event each', () => {
    const poster = { videoId, uploadId, widths: [320, 640] };
    const posted = events.PosterMade(poster);
    given(videoDecider, [uploaded]).when(commands.RecordProbe(probe)).then([probed]);
    given(videoDecider, [uploaded, probed]).when(commands.RecordProbe(probe)).then([]);
    const damaged = events.DamageFound({ videoId, uploadId });
    given(videoDecider, [uploaded]).when(commands.RecordDamage({ videoId, uploadId })).then([damaged]);
    given(videoDecider, [uploaded, damaged]).when(commands.RecordDamage({ videoId, uploadId })).then([]);
    given(videoDecider, [uploaded]).when(commands.RecordPoster(poster)).then([posted]);
    given(videoDecider, [uploaded, posted]).when(commands.RecordPoster(poster)).then([]);
    given(videoDecider, [uploaded])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
    given(videoDecider, [uploaded, ready])
      .when(commands.RecordRendition({ ...rendition, at: later }))
      .then([]);
    given(videoDecider, [uploaded, ready]).when(commands.CompleteProcessing({ videoId, uploadId })).then([processed]);
    given(videoDecider, [uploaded, ready, processed]).when(commands.CompleteProcessing({ videoId, uploadId })).then([]);
    given(videoDecider, [uploaded]).when(commands.FailProcessing(failure)).then([failed]);
    given(videoDecider, [uploaded, failed]).when(commands.FailProcessing(failure)).then([]);
  });
  test('of progress count only if they are higher, and start at zero after a retry', () => {
    given(videoDecider, [uploaded, progressed(40)])
      .when(report(42))
      .then([progressed(42)]);
    given(videoDecider, [uploaded, progressed(40)])
      .when(report(40))
      .then([]);
    given(videoDecider, [uploaded, progressed(40)])
      .when(report(12))
      .then([]);
    given(videoDecider, [uploaded, progressed(40), failed, events.ProcessingRetried({ videoId, uploadId })])
      .when(report(12))
      .then([progressed(12)]);
  });
  test('on a replaced file change nothing', () => {
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
  test('on an unknown video change nothing', () => {
    given(videoDecider).when(commands.RecordProbe(probe)).then([]);
  });
  test('of a failure complete the processing of a playable video', () => {
    given(videoDecider, [uploaded, ready]).when(commands.FailProcessing(failure)).then([processed]);
  });
  test('of completion change nothing for a video without a rendition', () => {
    given(videoDecider, [uploaded]).when(commands.CompleteProcessing({ videoId, uploadId })).then([]);
  });
});

describe('a plan of renditions', () => {
  const renditions = [
    { width: 640, height: 360 },
    { width: 1280, height: 720 },
  ];
  const plan = commands.PlanRenditions({ videoId, uploadId, durationSeconds: 12.5, renditions });
  const planned = events.RenditionsPlanned({ videoId, uploadId, ownerId, durationSeconds: 12.5, renditions });
  const report = (height: number, percent: number) => commands.RecordProgress({ videoId, uploadId, percent, height });
  const progressed = (percent: number, height: number, of: number) =>
    events.ProcessingProgressed({ videoId, uploadId, percent, rendition: { height, percent: of } });
  const second = { ...rendition, width: 1280, height: 720 };

  test('is made once for each file, for its owner', () => {
    given(videoDecider, [uploaded]).when(plan).then([planned]);
    given(videoDecider, [uploaded, planned]).when(plan).then([]);
    given(videoDecider, [uploaded, planned, failed, events.ProcessingRetried({ videoId, uploadId })])
      .when(plan)
      .then([planned]);
    given(videoDecider, [uploaded, failed, events.VideoUploaded(replacement)])
      .when(plan)
      .then([]);
  });
  test('is completed by its last rendition, whichever that is', () => {
    const [low, high] = [ready, events.RenditionReady({ ...second, ownerId })];
    given(videoDecider, [uploaded, planned])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([low]);
    given(videoDecider, [uploaded, planned, low])
      .when(commands.RecordRendition({ ...second, at }))
      .then([high, processed]);
    given(videoDecider, [uploaded, planned, high])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([low, processed]);
  });
  test('is complete at once if an earlier release has made all renditions', () => {
    given(videoDecider, [uploaded, ready, events.RenditionReady({ ...second, ownerId })])
      .when(plan)
      .then([planned, processed]);
  });
  test('weighs the progress of its renditions by their pixels, below 100 percent', () => {
    given(videoDecider, [uploaded, planned])
      .when(report(360, 50))
      .then([progressed(10, 360, 50)]);
    given(videoDecider, [uploaded, planned, progressed(10, 360, 50)])
      .when(report(720, 50))
      .then([progressed(50, 720, 50)]);
    given(videoDecider, [uploaded, planned, progressed(50, 720, 50), ready])
      .when(report(720, 60))
      .then([progressed(68, 720, 60)]);
    given(videoDecider, [uploaded, planned, ready])
      .when(report(720, 100))
      .then([progressed(99, 720, 100)]);
    given(videoDecider, [uploaded, planned, progressed(50, 720, 50)])
      .when(report(720, 40))
      .then([]);
  });
});
