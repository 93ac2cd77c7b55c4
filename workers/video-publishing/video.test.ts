import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
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
  otherUserId,
  unpublished,
  uploadId,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

describe('PublishVideo', () => {
  const command = commands.PublishVideo({ videoId, userId: ownerId, requestedAt: at });

  test('publishes a playable video', () => {
    given(videoDecider, [uploaded, ready]).when(command).then([published]);
    given(videoDecider, [uploaded, ready, processed, published, unpublished]).when(command).then([published]);
  });
  test('requests the publication once, until the video is playable', () => {
    given(videoDecider, [uploaded]).when(command).then([requested]);
    given(videoDecider, [uploaded, requested]).when(command).then([]);
    given(videoDecider, [uploaded, requested])
      .when(commands.RecordRendition({ ...rendition, at: later }))
      .then([ready, events.VideoPublished({ videoId, ownerId, publishedAt: later })]);
  });
  test('keeps the request through a failure and a retry', () => {
    given(videoDecider, [uploaded, requested, failed, events.ProcessingRetried({ videoId, uploadId })])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready, published]);
  });
  test('publishes once', () => {
    given(videoDecider, [uploaded, ready, published]).when(command).then([]);
    given(videoDecider, [uploaded, requested, ready, published])
      .when(commands.RecordRendition({ ...rendition, width: 1280, height: 720, at }))
      .then([events.RenditionReady({ ...rendition, width: 1280, height: 720 })]);
  });
  test('is rejected for a failed file, for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded, failed]).when(command).thenRejected('failed');
    given(videoDecider, [uploaded, ready])
      .when(commands.PublishVideo({ videoId, userId: otherUserId, requestedAt: at }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
  });
});

describe('UnpublishVideo', () => {
  const command = commands.UnpublishVideo({ videoId, userId: ownerId });

  test('unpublishes a video', () => {
    given(videoDecider, [uploaded, ready, published]).when(command).then([unpublished]);
  });
  test('cancels a request', () => {
    given(videoDecider, [uploaded, requested]).when(command).then([unpublished]);
    given(videoDecider, [uploaded, requested, unpublished])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
  });
  test('changes nothing for a video that is not published', () => {
    given(videoDecider, [uploaded, ready]).when(command).then([]);
    given(videoDecider, [uploaded, ready, published, unpublished]).when(command).then([]);
  });
  test('is rejected for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded, ready, published])
      .when(commands.UnpublishVideo({ videoId, userId: otherUserId }))
      .thenRejected('not-yours');
    given(videoDecider).when(command).thenRejected('no-such-video');
  });
});

describe('NameVideo', () => {
  const name = (text: string, userId = ownerId) => commands.NameVideo({ videoId, userId, name: text });

  test('trims the name', () => {
    given(videoDecider, [uploaded])
      .when(name('  Knots,\n part 1 '))
      .then([events.VideoNamed({ videoId, name: 'Knots, part 1' })]);
    given(videoDecider, [uploaded])
      .when(name('x'.repeat(NAME_MAX)))
      .then([events.VideoNamed({ videoId, name: 'x'.repeat(NAME_MAX) })]);
  });
  test('changes nothing for the same name', () => {
    given(videoDecider, [uploaded]).when(name(' My first lesson')).then([]);
  });
  test('is rejected for an empty name, and for one that is too long', () => {
    given(videoDecider, [uploaded]).when(name(' \t ')).thenRejected('empty', 'name');
    given(videoDecider, [uploaded])
      .when(name('x'.repeat(NAME_MAX + 1)))
      .thenRejected('too-long', 'name');
    // Characters count as people see them, not as code points.
    const long = '👩🏽\u200D💻'.repeat(NAME_MAX);
    given(videoDecider, [uploaded])
      .when(name(long))
      .then([events.VideoNamed({ videoId, name: long })]);
    given(videoDecider, [uploaded])
      .when(name(`${long}!`))
      .thenRejected('too-long', 'name');
  });
  test('is rejected for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded]).when(name('Mine', otherUserId)).thenRejected('not-yours');
    given(videoDecider).when(name('Mine')).thenRejected('no-such-video');
  });
});

describe('DescribeVideo', () => {
  const describeAs = (description: string, userId = ownerId) =>
    commands.DescribeVideo({ videoId, userId, description });
  const described = events.VideoDescribed({ videoId, description: 'One.\nTwo.' });

  test('trims the description and normalises its line breaks', () => {
    given(videoDecider, [uploaded]).when(describeAs(' One.\r\nTwo. ')).then([described]);
  });
  test('changes nothing for the same description', () => {
    given(videoDecider, [uploaded, described]).when(describeAs('One.\r\nTwo.')).then([]);
    given(videoDecider, [uploaded]).when(describeAs(' ')).then([]);
  });
  test('can remove the description', () => {
    given(videoDecider, [uploaded, described])
      .when(describeAs(''))
      .then([events.VideoDescribed({ videoId, description: '' })]);
  });
  test('is rejected for a description that is too long, for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded])
      .when(describeAs('x'.repeat(DESCRIPTION_MAX + 1)))
      .thenRejected('too-long', 'description');
    given(videoDecider, [uploaded]).when(describeAs('Mine', otherUserId)).thenRejected('not-yours');
    given(videoDecider).when(describeAs('Mine')).thenRejected('no-such-video');
  });
});

test('a rejection changes nothing', () => {
  const rejected = events.NamingRejected({ reason: 'empty', field: 'name', videoId });
  expect(fold(videoDecider, [rejected])).toBe(null);
  expect(fold(videoDecider, [uploaded, rejected])).toEqual(fold(videoDecider, [uploaded]));
});

describe('ChooseLanguage', () => {
  const choose = (language: string, userId = ownerId) => commands.ChooseLanguage({ videoId, userId, language });
  const chosen = events.LanguageChosen({ videoId, language: 'de' });

  test('sets the language, once', () => {
    given(videoDecider, [uploaded]).when(choose('de')).then([chosen]);
    given(videoDecider, [uploaded, chosen]).when(choose('de')).then([]);
  });

  test('clears the language', () => {
    given(videoDecider, [uploaded, chosen])
      .when(choose(''))
      .then([events.LanguageChosen({ videoId, language: null })]);
    given(videoDecider, [uploaded]).when(choose('')).then([]);
  });

  test.each(['xx', 'DE', 'constructor'])('rejects %s, which is not in the list', (tag) => {
    const rejected = events.LanguageRejected({ reason: 'no-such-language', field: 'language', videoId });
    given(videoDecider, [uploaded]).when(choose(tag)).then([rejected]);
  });

  test('is rejected for other users', () => {
    given(videoDecider, [uploaded])
      .when(choose('de', otherUserId))
      .then([events.LanguageRejected({ reason: 'not-yours', videoId })]);
  });
});
