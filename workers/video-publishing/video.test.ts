import { describe, expect, test } from 'vitest';
import { fold } from '@/workers/runtime/src/deciding/decider';
import { given } from '@/workers/runtime/src/testing/decider';
import { DESCRIPTION_MAX, NAME_MAX } from './contract';
import {
  at,
  commands,
  events,
  failed,
  later,
  ownerId,
  processed,
  published,
  ready,
  rendition,
  requested,
  somebodyElse,
  unpublished,
  uploadId,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

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
    given(videoDecider, [uploaded, requested, unpublished])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
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
    given(videoDecider, [uploaded])
      .when(name('  Knots,\n part 1 '))
      .then([events.VideoNamed({ videoId, name: 'Knots, part 1' })]);
    given(videoDecider, [uploaded])
      .when(name('x'.repeat(NAME_MAX)))
      .then([events.VideoNamed({ videoId, name: 'x'.repeat(NAME_MAX) })]);
  });
  test('leads to nothing where that is its name', () => {
    given(videoDecider, [uploaded]).when(name(' My first lesson')).then([]);
  });
  test('is rejected for a name that is none, or too long', () => {
    given(videoDecider, [uploaded]).when(name(' \t ')).thenRejected('empty', 'name');
    given(videoDecider, [uploaded])
      .when(name('x'.repeat(NAME_MAX + 1)))
      .thenRejected('too-long', 'name');
    // Characters as people count them, however many code points they are made of.
    const long = '👩🏽\u200D💻'.repeat(NAME_MAX);
    given(videoDecider, [uploaded])
      .when(name(long))
      .then([events.VideoNamed({ videoId, name: long })]);
    given(videoDecider, [uploaded])
      .when(name(`${long}!`))
      .thenRejected('too-long', 'name');
  });
  test('is rejected for others, and for no video', () => {
    given(videoDecider, [uploaded]).when(name('Mine', somebodyElse)).thenRejected('not-yours');
    given(videoDecider).when(name('Mine')).thenRejected('no-such-video');
  });
});

describe('DescribeVideo', () => {
  const describeAs = (description: string, userId = ownerId) =>
    commands.DescribeVideo({ videoId, userId, description });
  const described = events.VideoDescribed({ videoId, description: 'One.\nTwo.' });

  test('describes it, trimmed, whatever the form makes of line breaks', () => {
    given(videoDecider, [uploaded]).when(describeAs(' One.\r\nTwo. ')).then([described]);
  });
  test('leads to nothing where that is its description', () => {
    given(videoDecider, [uploaded, described]).when(describeAs('One.\r\nTwo.')).then([]);
    given(videoDecider, [uploaded]).when(describeAs(' ')).then([]);
  });
  test('may take the description away', () => {
    given(videoDecider, [uploaded, described])
      .when(describeAs(''))
      .then([events.VideoDescribed({ videoId, description: '' })]);
  });
  test('is rejected for one that is too long, for others, and for no video', () => {
    given(videoDecider, [uploaded])
      .when(describeAs('x'.repeat(DESCRIPTION_MAX + 1)))
      .thenRejected('too-long', 'description');
    given(videoDecider, [uploaded]).when(describeAs('Mine', somebodyElse)).thenRejected('not-yours');
    given(videoDecider).when(describeAs('Mine')).thenRejected('no-such-video');
  });
});

test('a rejection changes nothing', () => {
  const rejected = events.NamingRejected({ reason: 'empty', field: 'name', videoId });
  expect(fold(videoDecider, [rejected])).toBe(null);
  expect(fold(videoDecider, [uploaded, rejected])).toEqual(fold(videoDecider, [uploaded]));
});
