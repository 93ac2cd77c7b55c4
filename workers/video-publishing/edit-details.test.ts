import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import { TAG_MAX, TAGS_MAX } from '@/text/tags';
import { DESCRIPTION_MAX, NAME_MAX } from './contract';
import {
  at,
  cancelled,
  commands,
  events,
  failed,
  later,
  otherUserId,
  ownerId,
  processed,
  published,
  ready,
  rendition,
  requested,
  scheduledFor,
  unpublished,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

type Fields = Omit<Parameters<typeof commands.EditDetails>[0], 'videoId' | 'userId'>;
const edit = (fields: Fields, userId = ownerId) => commands.EditDetails({ videoId, userId, ...fields });
const sentAt = { time: new Date(at) };
/** Who changes something, and when, in each event of an edit. */
const change = { userId: ownerId, at };
const named = (name: string) => events.VideoNamed({ videoId, name, ...change });
const described = (description: string) => events.VideoDescribed({ videoId, description, ...change });
const tagged = (tags: string[]) => events.TagsChosen({ videoId, tags, ...change });
const unlisted = events.VideoPublished({ videoId, ownerId, publishedAt: at, visibility: 'unlisted', ...change });
const listed = events.VideoPublished({ videoId, ownerId, publishedAt: at, ...change });
const withdrawn = events.VideoUnpublished({ videoId, ...change });
const scheduledLater = events.PublicationScheduled({ videoId, publishAt: later, ...change });

describe('EditDetails', () => {
  test('writes an event for each field that changes, with who and when', () => {
    given(videoDecider, [uploaded, ready])
      .when(
        edit({
          name: 'Ten knots',
          description: 'All of them.',
          tags: ['knots'],
          category: 'outdoors',
          language: 'de',
          licence: 'CC0-1.0',
          visibility: 'public',
        }),
        sentAt,
      )
      .then([
        named('Ten knots'),
        described('All of them.'),
        tagged(['knots']),
        events.CategoryChosen({ videoId, category: 'outdoors', ...change }),
        events.LanguageChosen({ videoId, language: 'de', ...change }),
        events.LicenceChosen({ videoId, licence: 'CC0-1.0', ...change }),
        listed,
      ]);
  });
  test('changes nothing for fields that are absent or the same', () => {
    given(videoDecider, [uploaded, ready, published]).when(edit({})).then([]);
    given(videoDecider, [uploaded, ready, published])
      .when(
        edit({
          name: ' My first lesson',
          description: ' ',
          tags: [],
          category: '',
          language: '',
          licence: 'all-rights-reserved',
          visibility: 'public',
        }),
      )
      .then([]);
  });
  test('changes all fields or none, and its rejection names all that are wrong', () => {
    given(videoDecider, [uploaded, failed])
      .when(edit({ name: ' ', description: 'New', language: 'xx', visibility: 'public' }))
      .then([
        events.EditRejected({
          reason: 'empty',
          field: 'name',
          more: [
            { reason: 'no-such-language', field: 'language' },
            { reason: 'failed', field: 'visibility' },
          ],
          videoId,
        }),
      ]);
  });
  test('is rejected for other users, and for an unknown video', () => {
    given(videoDecider, [uploaded])
      .when(edit({ name: 'Mine' }, otherUserId))
      .thenRejected('not-yours');
    given(videoDecider)
      .when(edit({ name: 'Mine' }))
      .thenRejected('no-such-video');
  });
});

test('a rejection changes nothing', () => {
  const rejected = events.EditRejected({ reason: 'empty', field: 'name', videoId });
  expect(fold(videoDecider, [rejected])).toBe(null);
  expect(fold(videoDecider, [uploaded, rejected])).toEqual(fold(videoDecider, [uploaded]));
});

describe('the name', () => {
  test('is trimmed', () => {
    given(videoDecider, [uploaded])
      .when(edit({ name: '  Knots,\n part 1 ' }), sentAt)
      .then([named('Knots, part 1')]);
    given(videoDecider, [uploaded])
      .when(edit({ name: 'x'.repeat(NAME_MAX) }), sentAt)
      .then([named('x'.repeat(NAME_MAX))]);
  });
  test('is neither empty nor too long', () => {
    given(videoDecider, [uploaded])
      .when(edit({ name: ' \t ' }))
      .thenRejected('empty', 'name');
    given(videoDecider, [uploaded])
      .when(edit({ name: 'x'.repeat(NAME_MAX + 1) }))
      .thenRejected('too-long', 'name');
    // Characters count as people see them, not as code points.
    const long = '👩🏽\u200D💻'.repeat(NAME_MAX);
    given(videoDecider, [uploaded])
      .when(edit({ name: long }), sentAt)
      .then([named(long)]);
    given(videoDecider, [uploaded])
      .when(edit({ name: `${long}!` }))
      .thenRejected('too-long', 'name');
  });
});

describe('the description', () => {
  test('is trimmed, and its line breaks are normalised', () => {
    given(videoDecider, [uploaded])
      .when(edit({ description: ' One.\r\nTwo. ' }), sentAt)
      .then([described('One.\nTwo.')]);
    given(videoDecider, [uploaded, described('One.\nTwo.')])
      .when(edit({ description: 'One.\r\nTwo.' }))
      .then([]);
  });
  test('can be removed', () => {
    given(videoDecider, [uploaded, described('One.')])
      .when(edit({ description: '' }), sentAt)
      .then([described('')]);
  });
  test('is not too long', () => {
    given(videoDecider, [uploaded])
      .when(edit({ description: 'x'.repeat(DESCRIPTION_MAX + 1) }))
      .thenRejected('too-long', 'description');
  });
});

describe('the tags', () => {
  test('are tidied, and each is there once', () => {
    given(videoDecider, [uploaded])
      .when(edit({ tags: [' #Knots ', 'knots', 'rope  work, sails'] }), sentAt)
      .then([tagged(['Knots', 'rope work', 'sails'])]);
    given(videoDecider, [uploaded, tagged(['Knots'])])
      .when(edit({ tags: ['Knots', 'KNOTS'] }))
      .then([]);
  });
  test('are neither too many nor too long', () => {
    const many = Array.from({ length: TAGS_MAX + 1 }, (_, n) => `tag ${n}`);
    given(videoDecider, [uploaded])
      .when(edit({ tags: many }))
      .thenRejected('too-many', 'tags');
    given(videoDecider, [uploaded])
      .when(edit({ tags: ['x'.repeat(TAG_MAX + 1)] }))
      .thenRejected('too-long', 'tags');
  });
});

describe.each([
  ['category', 'CategoryChosen', 'outdoors', 'no-such-category'],
  ['language', 'LanguageChosen', 'de', 'no-such-language'],
] as const)('the %s', (field, type, value, reason) => {
  const chosen = (chosenValue: string | null) => events[type]({ videoId, [field]: chosenValue, ...change } as never);

  test('is chosen once, and can be removed', () => {
    given(videoDecider, [uploaded])
      .when(edit({ [field]: value }), sentAt)
      .then([chosen(value)]);
    given(videoDecider, [uploaded, chosen(value)])
      .when(edit({ [field]: value }))
      .then([]);
    given(videoDecider, [uploaded, chosen(value)])
      .when(edit({ [field]: '' }), sentAt)
      .then([chosen(null)]);
  });
  test.each(['xx', 'DE', 'constructor'])('is not %s, which is not in the list', (unknown) => {
    given(videoDecider, [uploaded])
      .when(edit({ [field]: unknown }))
      .thenRejected(reason, field);
  });
});

test.each(['', 'MIT', 'constructor'])('the licence is not %j, which is not in the list', (licence) => {
  given(videoDecider, [uploaded]).when(edit({ licence })).thenRejected('no-such-licence', 'licence');
});

describe('the visibility', () => {
  test('publishes for everybody, or for those who have the address, and changes between both', () => {
    given(videoDecider, [uploaded, ready])
      .when(edit({ visibility: 'unlisted' }), sentAt)
      .then([unlisted]);
    given(videoDecider, [uploaded, ready, unlisted])
      .when(edit({ visibility: 'unlisted' }), sentAt)
      .then([]);
    given(videoDecider, [uploaded, ready, unlisted])
      .when(edit({ visibility: 'public' }), sentAt)
      .then([listed]);
    given(videoDecider, [uploaded, ready, published])
      .when(edit({ visibility: 'unlisted' }), sentAt)
      .then([unlisted]);
  });
  test('is public since the same time when it is public again, also after it was private', () => {
    const again = edit({ visibility: 'public' });
    const sentLater = { time: new Date(later) };
    const listedLater = events.VideoPublished({ videoId, ownerId, publishedAt: later, userId: ownerId, at: later });
    const listedAgain = events.VideoPublished({ ...listedLater.data, publishedAt: at });
    const deleted = events.VideoDeleted({ videoId, ownerId, deletedAt: at, purgeAt: later });
    const restored = events.VideoRestored({ videoId, ownerId, restoredAt: at });
    for (const past of [
      [published, unlisted],
      [published, unlisted, deleted, unpublished, restored, unlisted],
      [published, unpublished],
      [published, unpublished, unlisted],
      [published, unpublished, deleted, restored],
    ])
      given(videoDecider, [uploaded, ready, ...past])
        .when(again, sentLater)
        .then([listedAgain]);
    for (const past of [[unlisted], [unlisted, unpublished]])
      given(videoDecider, [uploaded, ready, ...past])
        .when(again, sentLater)
        .then([listedLater]);
  });
  test('waits until the video is playable', () => {
    const requestedUnlisted = events.PublicationRequested({ videoId, visibility: 'unlisted', ...change });
    given(videoDecider, [uploaded])
      .when(edit({ visibility: 'unlisted' }), sentAt)
      .then([requestedUnlisted]);
    given(videoDecider, [uploaded, requestedUnlisted])
      .when(commands.RecordRendition({ ...rendition, at: later }))
      .then([ready, events.VideoPublished({ videoId, ownerId, publishedAt: later, visibility: 'unlisted' })]);
    given(videoDecider, [uploaded, requestedUnlisted])
      .when(edit({ visibility: 'public' }), sentAt)
      .then([events.PublicationRequested({ videoId, ...change })]);
    given(videoDecider, [uploaded, requestedUnlisted])
      .when(edit({ visibility: 'private' }), sentAt)
      .then([withdrawn]);
  });
  test('unpublishes, and ends a schedule', () => {
    given(videoDecider, [uploaded, ready, unlisted])
      .when(edit({ visibility: 'private' }), sentAt)
      .then([withdrawn]);
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(edit({ visibility: 'private' }), sentAt)
      .then([events.ScheduledPublicationCancelled({ videoId, ...change })]);
    for (const past of [[uploaded], [uploaded, ready, published, unpublished]]) {
      given(videoDecider, past)
        .when(edit({ visibility: 'private' }))
        .then([]);
    }
  });
  test('schedules, also a video that is published, and reschedules', () => {
    for (const past of [[uploaded], [uploaded, ready, processed], [uploaded, scheduledFor(at), cancelled]]) {
      given(videoDecider, past)
        .when(edit({ visibility: 'scheduled', publishAt: later }), sentAt)
        .then([scheduledLater]);
    }
    for (const past of [
      [uploaded, ready, published],
      [uploaded, requested],
    ]) {
      given(videoDecider, past)
        .when(edit({ visibility: 'scheduled', publishAt: later }), sentAt)
        .then([withdrawn, scheduledLater]);
    }
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(edit({ visibility: 'scheduled', publishAt: later }), sentAt)
      .then([]);
    given(videoDecider, [uploaded, requested, unpublished, scheduledFor(later)])
      .when(commands.RecordRendition({ ...rendition, at }))
      .then([ready]);
    given(videoDecider, [uploaded, scheduledFor(later)])
      .when(edit({ visibility: 'public' }), sentAt)
      .then([events.PublicationRequested({ videoId, ...change })]);
  });
  test('is not scheduled without a time, in the past, or more than a year ahead', () => {
    const schedule = (publishAt?: string) => edit({ visibility: 'scheduled', publishAt });
    given(videoDecider, [uploaded]).when(schedule(), sentAt).thenRejected('no-time', 'publishAt');
    given(videoDecider, [uploaded]).when(schedule(at), sentAt).thenRejected('past', 'publishAt');
    given(videoDecider, [uploaded])
      .when(schedule('2027-11-21T10:00:00.000Z'), sentAt)
      .then([events.PublicationScheduled({ videoId, publishAt: '2027-11-21T10:00:00.000Z', ...change })]);
    given(videoDecider, [uploaded])
      .when(schedule('2028-11-21T10:00:00.000Z'), sentAt)
      .thenRejected('too-far', 'publishAt');
  });
  test('of a failed file stays private', () => {
    for (const visibility of ['public', 'unlisted', 'scheduled'] as const) {
      given(videoDecider, [uploaded, failed])
        .when(edit({ visibility, publishAt: later }), sentAt)
        .thenRejected('failed', 'visibility');
    }
  });
});
