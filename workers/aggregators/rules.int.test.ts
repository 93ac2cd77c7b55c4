import { createPool } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyAsker, Asker } from '@/app/_lib/queries/read';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { AGGREGATORS } from '@/workers/services/services';
import { encryptExample, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { roleOf } from '@/roles';
import { transcribing } from '@/workers/transcribing/contract';
import { captioning } from '@/workers/captioning/contract';
import { exporting } from '@/workers/exporting/contract';
import { examples as exportingExamples } from '@/workers/exporting/examples';
import { importing } from '@/workers/importing/contract';
import { examples as importingExamples } from '@/workers/importing/examples';
import { series } from '@/workers/series/contract';
import { projectInto } from '@/workers/testing/aggregator';
import { identity } from '@/workers/identity/contract';
import { examples as identityExamples } from '@/workers/identity/examples';
import { searchGaps } from '@/workers/search-gaps/contract';
import { examples as gapExamples } from '@/workers/search-gaps/examples';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';
import { examples as summaryExamples } from '@/workers/weekly-summaries/examples';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { examples as auditExamples } from '@/workers/view-auditing/examples';
import { examples as viewingExamples } from '@/workers/view-counting/examples';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { collaboration } from '@/workers/collaboration/contract';
import { moderation } from '@/workers/moderation/contract';
import { examples as moderationExamples } from '@/workers/moderation/examples';
import { examples as collaborationExamples } from '@/workers/collaboration/examples';
import { viewCounting } from '@/workers/view-counting/contract';
import { channelHistory } from './testing/channel-history';
import { ada, bob, bread, history, knots, sails, viewingId } from './testing/history';

const { read } = await import('@/app/_lib/queries/read');

const database = await createTestDatabase();
/** Reads as pages do, in the application's role. */
const pages = createPool({ connectionString: database.url, role: roleOf('application'), max: 1 });
const operator = createPool({ connectionString: database.url, role: roleOf('operator'), max: 1 });
afterAll(async () => {
  await Promise.all([pages.end(), operator.end()]);
  await database.drop();
});

/** Ada's: published by an event, at a future time. */
const early = '10000000-0000-4000-8000-000000000005';
/** Ada's: unlisted. */
const secret = '10000000-0000-4000-8000-000000000006';
const { RenditionReady, TagsChosen, VideoUploaded, VideoPublished } = videoPublishing.events;
const { VideoViewed } = viewCounting.events;
const { CaptioningOpened, TrackAdded, LinesWritten, TrackRemoved } = captioning.events;
const { SeriesCreated, SectionAdded, LessonAdded, SeriesPublished, SeriesDeleted } = series.events;
const { CollaboratorInvited, InvitationAccepted } = collaboration.events;

/** Works on Ada's video `sails`, on one in the trash, on her draft of a series, and on her deleted one. */
const carl = '00000000-0000-4000-8000-00000000000d';
const access = { ownerId: ada, collaboratorId: carl, role: 'viewer' as const };
const accessId = (n: number) => `51000000-0000-4000-8000-00000000000${n}`;
const invitationId = (n: number) => `50000000-0000-4000-8000-00000000000${n}`;
const tokenHash = (n: number) => String(n).repeat(64);
const invited = (n: number) =>
  CollaboratorInvited({
    ...collaborationExamples.events.CollaboratorInvited.data,
    ownerId: ada,
    userId: ada,
    invitationId: invitationId(n),
    tokenHash: tokenHash(n),
    subjectId: sails,
  });

const { ScanStarted, ItemsFound } = importingExamples.events;

const { WatchTimeCredited } = viewCounting.events;
const { networkId } = auditExamples.events.ViewConfirmed.data;
const viewingOf = (videoId: string) => videoId.replace('1', '2');

/** Ada's series: a draft, a published and a deleted one. */
const [draft, shown, gone] = [1, 2, 3].map((n) => `40000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const seriesOf = (seriesId: string) => {
  const [sectionId, lessonId] = [seriesId.replace('40', '41'), seriesId.replace('40', '42')];
  return [
    SeriesCreated({ seriesId, ownerId: ada, title: 'Ropes', createdAt: '2026-03-03T08:00:00.000Z' }),
    SectionAdded({ seriesId, sectionId, title: 'First', rank: 'a0' }),
    LessonAdded({ seriesId, lessonId, videoId: sails, sectionId, rank: 'a0' }),
  ] as const;
};
/** A track of a video, with a line. */
const captionsOf = (videoId: string, ownerId: string) => {
  const trackId = videoId.replace('1', '5');
  const about = { source: 'upload', language: 'en', label: '', lineCount: 1, at: '2026-03-03T08:00:00.000Z' } as const;
  return [
    captioning.stream(videoId),
    CaptioningOpened({ videoId, ownerId }),
    TrackAdded({ videoId, trackId, ...about }),
    LinesWritten({ videoId, trackId, lines: [{ lineId: 0, start: 0, end: 1, text: 'Said' }] }),
  ] as const;
};
const removedTrack = '50000000-0000-4000-8000-000000000099';
const site = [
  ...history,
  ...channelHistory,
  [
    videoPublishing.stream(early),
    VideoUploaded({
      videoId: early,
      ownerId: ada,
      uploadId: 'early-file',
      fileName: 'a.mp4',
      bytes: 1,
      name: 'early',
      uploadedAt: '2026-03-03T08:00:00.000Z',
    }),
    VideoPublished({ videoId: early, ownerId: ada, publishedAt: '2999-01-01T00:00:00.000Z' }),
    RenditionReady({ videoId: early, uploadId: 'early-file', width: 640, height: 360, bitsPerSecond: 1 }),
    TagsChosen({ videoId: early, tags: ['early'] }),
  ],
  [
    videoPublishing.stream(secret),
    VideoUploaded({
      videoId: secret,
      ownerId: ada,
      uploadId: 'secret-file',
      fileName: 'a.mp4',
      bytes: 1,
      name: 'secret',
      uploadedAt: '2026-03-03T09:00:00.000Z',
    }),
    VideoPublished({ videoId: secret, ownerId: ada, publishedAt: '2026-03-03T09:00:00.000Z', visibility: 'unlisted' }),
    RenditionReady({ videoId: secret, uploadId: 'secret-file', width: 640, height: 360, bitsPerSecond: 1 }),
    TagsChosen({ videoId: secret, tags: ['secret'] }),
  ],
  [
    viewCounting.stream(viewingId(5)),
    VideoViewed({ viewingId: viewingId(5), videoId: bread, viewedAt: '2026-03-03T10:00:00.000Z' }),
  ],
  [transcribing.stream(knots), transcribing.events.TranscribingOpened({ videoId: knots, ownerId: ada })],
  [transcribing.stream(sails), transcribing.events.TranscribingOpened({ videoId: sails, ownerId: ada })],
  captionsOf(knots, ada),
  captionsOf(sails, ada),
  captionsOf(bread, bob),
  captionsOf(early, ada),
  captionsOf(secret, ada),
  [
    captioning.stream(knots),
    TrackAdded({
      ...{ videoId: knots, trackId: removedTrack, source: 'upload', language: 'de', label: '', lineCount: 1 },
      at: '2026-03-03T08:00:00.000Z',
    }),
    LinesWritten({ videoId: knots, trackId: removedTrack, lines: [{ lineId: 0, start: 0, end: 1, text: 'Removed' }] }),
    TrackRemoved({ videoId: knots, trackId: removedTrack, at: '2026-03-03T09:00:00.000Z' }),
  ],
  ...[knots, sails].map(
    (videoId) =>
      [
        viewCounting.stream(viewingOf(videoId)),
        WatchTimeCredited({
          ...viewingExamples.events.WatchTimeCredited.data,
          ...{ videoId, viewingId: viewingOf(videoId) },
        }),
      ] as const,
  ),
  [
    viewAuditing.stream(networkId),
    ...[knots, sails].map((videoId) =>
      viewAuditing.events.ViewConfirmed({
        ...auditExamples.events.ViewConfirmed.data,
        ...{ networkId, videoId, viewingId: viewingOf(videoId), ownerId: ada },
      }),
    ),
  ],
  [searchGaps.stream('fist'), gapExamples.events.SearchGapNoted],
  [
    searchGaps.stream('hitch'),
    ...[knots, sails].map((videoId) =>
      searchGaps.events.TranscriptSearchNoted({ ...gapExamples.events.TranscriptSearchNoted.data, videoId }),
    ),
  ],
  [
    weeklySummaries.stream(ada),
    { ...summaryExamples.events.Subscribed, data: { ...summaryExamples.events.Subscribed.data, userId: ada } },
  ],
  [
    identity.stream(ada),
    identity.events.ApiTokenCreated({ ...identityExamples.events.ApiTokenCreated.data, userId: ada }),
    identity.events.PasskeyAdded({ ...identityExamples.events.PasskeyAdded.data, userId: ada }),
    identity.events.AddressChangeRequested({
      ...identityExamples.events.AddressChangeRequested.data,
      ...encryptExample(ada, { email: 'new@example.com', token: 'a token' }),
      ...{ userId: ada, keyId: ada },
    }),
    identity.events.UserSignedIn({
      ...identityExamples.events.UserSignedIn.data,
      userId: ada,
      sessionHash: 'b'.repeat(64),
    }),
  ],
  [
    videoPublishing.stream(bread),
    videoPublishing.events.VideoTakenDown({
      ...{ videoId: bread, ownerId: bob, decisionId: moderationExamples.events.Restricted.data.decisionId },
      ...{ wasPublished: true, takenDownAt: '2026-03-03T09:00:00.000Z' },
    }),
  ],
  [
    videoPublishing.stream(sails),
    videoPublishing.events.VideoTakenDown({
      ...{ videoId: sails, ownerId: ada, decisionId: moderationExamples.events.Restricted.data.decisionId },
      ...{ wasPublished: false, takenDownAt: '2026-03-03T09:00:00.000Z' },
    }),
  ],
  [
    moderation.stream(bread),
    ...[moderationExamples.events.Reported, moderationExamples.events.Restricted].map((event) => ({
      ...event,
      data: {
        ...event.data,
        ...{ subjectId: bread, ownerId: bob },
        ...('reportId' in event.data && { reporterId: ada }),
      },
    })),
  ],
  [
    exporting.stream(ada),
    exporting.events.ExportRequested({ ...exportingExamples.events.ExportRequested.data, userId: ada }),
  ],
  [
    importing.stream(ada),
    ...[ScanStarted, ItemsFound].map((event) => ({ ...event, data: { ...event.data, userId: ada } })),
  ],
  [
    series.stream(draft),
    ...seriesOf(draft),
    series.events.SeriesCollaboratorAdmitted({ ...access, seriesId: draft, accessId: accessId(1) }),
  ],
  [
    videoPublishing.stream(sails),
    videoPublishing.events.CollaboratorAdmitted({ ...access, videoId: sails, accessId: accessId(2) }),
  ],
  [
    videoPublishing.stream(early),
    videoPublishing.events.CollaboratorAdmitted({ ...access, videoId: early, accessId: accessId(3) }),
    videoPublishing.events.VideoDeleted({
      ...{ videoId: early, ownerId: ada, deletedAt: '2026-03-03T09:00:00.000Z', purgeAt: '2026-04-03T09:00:00.000Z' },
    }),
  ],
  [
    collaboration.stream(ada),
    invited(1),
    invited(2),
    InvitationAccepted({
      ...collaborationExamples.events.InvitationAccepted.data,
      ...{ ownerId: ada, invitationId: invitationId(1), collaboratorId: carl, subjectId: sails },
    }),
  ],
  [
    series.stream(shown),
    ...seriesOf(shown),
    SeriesPublished({ seriesId: shown, publishedAt: '2026-03-03T09:00:00.000Z' }),
  ],
  [
    series.stream(gone),
    ...seriesOf(gone),
    SeriesPublished({ seriesId: gone, publishedAt: '2026-03-03T09:00:00.000Z' }),
    series.events.SeriesCollaboratorAdmitted({ ...access, seriesId: gone, accessId: accessId(4) }),
    SeriesDeleted({ seriesId: gone, deletedAt: '2026-03-03T10:00:00.000Z' }),
  ],
] as const;

beforeAll(async () => {
  await storeExampleKeys(database.url, [ada, bob]);
  for (const aggregator of AGGREGATORS) await projectInto(database.url, aggregator, site);
});

const visitor = null;
const admin: Asker = { userId: '00000000-0000-4000-8000-00000000000c', isAdmin: true };
const [asAda, asBob]: Asker[] = [{ userId: ada }, { userId: bob }];
const asCarl: Asker = { userId: carl };
const moderator: Asker = { ...asCarl, userId: '00000000-0000-4000-8000-00000000000e', isModerator: true };

/** Returns the values of a view's column in all rows that the asker sees. */
async function seen(view: string, column: string, asker: AnyAsker, pool = pages): Promise<unknown[]> {
  const rows = await read<{ value: unknown }>(pool, asker, {
    text: `SELECT DISTINCT ${column} AS value FROM view.${view} ORDER BY 1`,
  });
  return rows.map(({ value }) => value);
}

describe('a video on the watch page', () => {
  test('is visible to everybody when it is published', async () => {
    expect(await seen('videos', 'video_id', visitor)).toEqual([knots]);
    expect(await seen('videos', 'video_id', admin)).toEqual([knots]);
  });
  test('is visible only to its owner before publication, after it ends, and until its time comes', async () => {
    expect(await seen('videos', 'video_id', asAda!)).toEqual([knots, sails, early, secret]);
    expect(await seen('videos', 'video_id', asBob!)).toEqual([knots, bread]);
  });
  test('is visible only to its owner and to anyone with its address, if it is unlisted', async () => {
    expect(await seen('videos', 'video_id', { userId: null, videoId: secret })).toEqual([knots, secret]);
    expect(await seen('videos', 'video_id', { ...asBob!, videoId: secret })).toEqual([knots, bread, secret]);
    expect(await seen('videos', 'video_id', { ...asBob!, videoId: early })).toEqual([knots, bread]);
    expect(await seen('videos', 'video_id', { userId: null, videoId: bread })).toEqual([knots]);
  });
  test('is visible to moderators, if it was published when it was taken down', async () => {
    expect(await seen('videos', 'video_id', moderator)).toEqual([knots, bread]);
  });
});

test.each([
  ['a visitor', visitor],
  ['its owner', asAda!],
  ['an administrator', admin],
])('a video is on the home page when it is published, for %s', async (_who, asker) =>
  expect(await seen('home_page_videos', 'video_id', asker)).toEqual([knots]),
);

test.each([
  ['home_page_tags', 'tag', ['knots', 'rope work']],
  ['home_page_views_by_period', 'video_id', [knots]],
  ['home_page_creator_counts', 'user_id', [ada]],
])('%s has nothing of a video that is not public, not even for its owner', async (view, column, values) => {
  for (const asker of [visitor, asAda, asBob, admin]) expect(await seen(view, column, asker!)).toEqual(values);
});

describe.each([
  ['a video in the studio', 'creators_videos', [knots, sails, early, secret]],
  ['its history', 'creators_videos_changes', [knots, sails, early, secret]],
])('%s', (_what, view, adas) => {
  test('is visible to its owner', async () => {
    expect(await seen(view, 'video_id', asAda!)).toEqual(adas);
    expect(await seen(view, 'video_id', asBob!)).toEqual([bread]);
  });
  test('is not visible to others, including administrators', async () => {
    expect(await seen(view, 'video_id', visitor)).toEqual([]);
    expect(await seen(view, 'video_id', admin)).toEqual([]);
  });
});

describe.each([
  ['analytics_subjects', [ada, knots, sails, early, secret]],
  ['analytics_days', [ada, knots, sails]],
  ['analytics_counts', [ada, knots, sails]],
  ['analytics_lessons', [knots, sails]],
  ['analytics_retention', [knots, sails]],
  ['analytics_audits', [ada, knots, sails]],
  ['analytics_viewers', [ada, knots, sails]],
  ['analytics_watching', [knots, sails]],
  ['analytics_transcript_searches', [knots, sails]],
])('a row of %s', (view, adas) => {
  test('is visible to the owner of the video or the channel', async () => {
    expect(await seen(view, 'subject_id', asAda!)).toEqual(adas);
    expect(await seen(view, 'subject_id', asBob!)).not.toContain(knots);
  });
  test('of a video is visible to its collaborators', async () => {
    expect(await seen(view, 'subject_id', asCarl)).toEqual([sails]);
  });
  test('is not visible to others, including administrators', async () => {
    expect(await seen(view, 'subject_id', visitor)).toEqual([]);
    expect(await seen(view, 'subject_id', admin)).toEqual([]);
  });
});

test('what was searched for in vain is visible to everybody with an account', async () => {
  for (const asker of [asAda!, asCarl, admin])
    expect(await seen('analytics_search_gaps', 'words', asker)).toEqual(['monkey fist']);
  expect(await seen('analytics_search_gaps', 'words', visitor)).toEqual([]);
});

test('who counts as a viewer is visible to nobody', async () => {
  for (const asker of [visitor, asAda!, asCarl, admin])
    expect(await seen('analytics_visitors', 'subject_id', asker)).toEqual([]);
});

describe.each(['captions_tracks', 'captions_lines'])('a row of %s', (view) => {
  test('is visible to those who see its video', async () => {
    expect(await seen(view, 'video_id', visitor)).toEqual([knots]);
    expect(await seen(view, 'video_id', admin)).toEqual([knots]);
    expect(await seen(view, 'video_id', asAda!)).toEqual([knots, sails, early, secret]);
    expect(await seen(view, 'video_id', asBob!)).toEqual([knots, bread]);
    expect(await seen(view, 'video_id', { userId: null, videoId: secret })).toEqual([knots, secret]);
    expect(await seen(view, 'video_id', { userId: null, videoId: early })).toEqual([knots]);
  });
  test('is visible to the owner and collaborators alone while the track is removed', async () => {
    expect(await seen(view, 'track_id', visitor)).not.toContain(removedTrack);
    expect(await seen(view, 'track_id', asAda!)).toContain(removedTrack);
  });
});

describe('the search', () => {
  const everybody = [visitor, asAda!, asBob!, asCarl, admin, { userId: null, videoId: secret }];
  test.each([
    ['search_index', 'video_id', [knots]],
    ['search_videos', 'video_id', [knots]],
    ['search_tracks', 'video_id', [knots]],
    ['search_accounts', 'user_id', [ada]],
    ['search_channels', 'user_id', [ada]],
    ['search_series', 'series_id', [shown]],
    ['search_lessons', 'video_id', []],
    ['search_due', 'video_id', []],
  ])('has for everybody alike what is public: %s', async (view, column, values) => {
    for (const asker of everybody) expect(await seen(view, column, asker)).toEqual(values);
  });
  test.each([
    ['search_words', 'word'],
    ['search_spellings', 'word'],
  ])('knows no words of what is not public: %s', async (view, column) => {
    const words = await seen(view, column, visitor);
    expect(words).toContain('knots');
    for (const word of ['secret', 'sails', 'bread', 'removed']) expect(words).not.toContain(word);
  });
  test('removed tracks are not visible', async () =>
    expect(await seen('search_tracks', 'track_id', asAda!)).not.toContain(removedTrack));
});

test('what speech recognition proposes is visible to the owner alone, unless they share the video', async () => {
  expect(await seen('captions_transcriptions', 'video_id', asAda!)).toEqual([knots, sails]);
  for (const other of [visitor, admin, asBob!])
    expect(await seen('captions_transcriptions', 'video_id', other)).toEqual([]);
});

test('whose captions can be changed is visible to the owner alone, unless they share the video', async () => {
  expect(await seen('captions_videos', 'video_id', asBob!)).toEqual([bread]);
  expect(await seen('captions_videos', 'video_id', visitor)).toEqual([]);
});

test('the history of captions is visible to the owner alone, unless they share the video', async () => {
  expect(await seen('captions_changes', 'video_id', asBob!)).toEqual([bread]);
  for (const other of [visitor, admin]) expect(await seen('captions_changes', 'video_id', other)).toEqual([]);
});

describe('a collaborator', () => {
  test.each(['creators_videos', 'creators_videos_changes'])(
    'sees the video in the studio, unless it is in the trash: %s',
    async (view) => expect(await seen(view, 'video_id', asCarl)).toEqual([sails]),
  );
  test('watches it before it is published', async () =>
    expect(await seen('videos', 'video_id', asCarl)).toEqual([knots, sails, early]));
  test.each(['captions_tracks', 'captions_lines'])('reads its captions: %s', async (view) =>
    expect(await seen(view, 'video_id', asCarl)).toEqual([knots, sails, early]),
  );
  test('knows whose captions they work on', async () =>
    expect(await seen('captions_videos', 'video_id', asCarl)).toEqual([sails, early]));
  test('sees the history of its captions', async () =>
    expect(await seen('captions_changes', 'video_id', asCarl)).toEqual([sails, early]));
  test('sees what speech recognition proposes', async () =>
    expect(await seen('captions_transcriptions', 'video_id', asCarl)).toEqual([sails]));
  test.each(['series', 'series_sections', 'series_lessons'])(
    'sees the series, unless it is deleted: %s',
    async (view) => expect(await seen(view, 'series_id', asCarl)).toEqual([draft, shown]),
  );
  test.each([
    ['analytics_access', [accessId(2), accessId(3)]],
    ['creators_videos_access', [accessId(2), accessId(3)]],
    ['videos_access', [accessId(2), accessId(3)]],
    ['captions_access', [accessId(2), accessId(3)]],
    ['series_access', [accessId(1), accessId(4)]],
  ])('sees their own access and no other: %s', async (view, own) => {
    expect(await seen(view, 'access_id', asCarl)).toEqual(own);
    for (const other of [visitor, asBob!, asAda!, admin]) expect(await seen(view, 'access_id', other)).toEqual([]);
  });
});

describe('an invitation or a collaborator', () => {
  test('is visible to the owner, and to the collaborator', async () => {
    expect(await seen('collaborators', 'invitation_id', asAda!)).toEqual([invitationId(1), invitationId(2)]);
    expect(await seen('collaborators', 'invitation_id', asCarl)).toEqual([invitationId(1)]);
  });
  test('is not visible to others, including administrators', async () => {
    for (const other of [visitor, asBob!, admin])
      expect(await seen('collaborators', 'invitation_id', other)).toEqual([]);
  });
  test('is visible to anyone with its link, while it is open', async () => {
    const withLink = (n: number): AnyAsker => ({ userId: null, invitation: tokenHash(n) });
    expect(await seen('collaborators', 'invitation_id', withLink(2))).toEqual([invitationId(2)]);
    expect(await seen('collaborators', 'invitation_id', withLink(1))).toEqual([]);
  });
});

describe.each(['series', 'series_sections', 'series_lessons'])('a row of %s', (view) => {
  test('is visible to everybody while its series is published', async () => {
    expect(await seen(view, 'series_id', visitor)).toEqual([shown]);
    expect(await seen(view, 'series_id', admin)).toEqual([shown]);
    expect(await seen(view, 'series_id', asBob!)).toEqual([shown]);
  });
  test('is visible to its owner in any case', async () => {
    expect(await seen(view, 'series_id', asAda!)).toEqual([draft, shown, gone]);
  });
});

test.each([
  'imports',
  'import_items',
  'user_credentials_address_links',
  'user_credentials_api_tokens',
  'user_credentials_exports',
  'user_credentials_passkeys',
  'user_credentials_sessions',
  'user_credentials_weekly_summaries',
])('a row of %s is visible to its person alone', async (view) => {
  expect(await seen(view, 'user_id', asAda!)).toEqual([ada]);
  for (const asker of [visitor, admin, asBob!]) expect(await seen(view, 'user_id', asker)).toEqual([]);
});

describe.each([
  ['a channel', 'channels', 'user_id::text', ada, bob],
  ['its handle', 'channels_handles', 'handle', ['ada', 'ada-knots'], ['bob']],
])('%s', (_what, view, column, adas, bobs) => {
  test('is visible to everybody once something of it can be watched', async () => {
    expect(await seen(view, column, visitor)).toEqual([adas].flat());
    expect(await seen(view, column, admin)).toEqual([adas].flat());
  });
  test('is visible to its person before that', async () => {
    expect(await seen(view, column, asBob!)).toEqual([adas, bobs].flat());
  });
});

test('the videos of a channel are those that everybody can watch', async () => {
  for (const asker of [visitor, asAda!, admin])
    expect(await seen('channels_videos', 'video_id', asker)).toEqual([knots]);
});

describe('an account', () => {
  test('is visible to its person', async () => {
    expect(await seen('user_credentials', 'email', asAda!)).toEqual(['ada@example.com']);
    expect(await seen('user_credentials', 'email', asBob!)).toEqual(['bob@example.com']);
  });
  test('is visible to administrators', async () => {
    expect(await seen('user_credentials', 'email', admin)).toEqual(['ada@example.com', 'bob@example.com']);
  });
  test('is not visible to others, including moderators', async () => {
    for (const other of [visitor, moderator]) expect(await seen('user_credentials', 'email', other)).toEqual([]);
  });
  test('is found by its address at sign-in', async () => {
    const rows = await read(pages, visitor, { text: `SELECT user_id FROM view.password_of('ada@example.com')` });
    expect(rows).toEqual([{ user_id: ada }]);
  });
  test('is visible to operators', async () => {
    expect(await seen('user_credentials', 'email', visitor, operator)).toEqual(['ada@example.com', 'bob@example.com']);
  });
});

describe.each([
  ['a report', 'moderation_cases_reports', asAda!, asBob!],
  ['a restriction', 'moderation_cases_restrictions', asBob!, asAda!],
])('%s', (_what, view, concerned, other) => {
  test('is visible to moderators, and to who reported or owns it', async () => {
    for (const asker of [moderator, concerned]) expect(await seen(view, 'subject_id', asker)).toEqual([bread]);
  });
  test('is not visible to others, including administrators who are no moderators', async () => {
    for (const asker of [visitor, admin, other]) expect(await seen(view, 'subject_id', asker)).toEqual([]);
  });
});

test('who decided about a report is visible to moderators alone', async () => {
  expect(await seen('moderation_cases_decisions', 'subject_id', moderator)).toEqual([bread]);
  for (const asker of [visitor, asAda!, asBob!])
    expect(await seen('moderation_cases_decisions', 'subject_id', asker)).toEqual([]);
});

describe('the messages of the operations pages', () => {
  const categories = [
    'captioning',
    'channel',
    'collaboration',
    'exporting',
    'identity',
    'importing',
    'moderation',
    'searchGap',
    'series',
    'transcribing',
    'videoPublishing',
    'viewAudit',
    'viewing',
    'weeklySummary',
  ];
  test('are visible to administrators and operators', async () => {
    expect(await seen('operations_messages', 'category', admin)).toEqual(categories);
    expect(await seen('operations_messages', 'category', visitor, operator)).toEqual(categories);
  });
  test('are not visible to visitors and to other users', async () => {
    expect(await seen('operations_messages', 'category', visitor)).toEqual([]);
    expect(await seen('operations_messages', 'category', asAda!)).toEqual([]);
  });
});

test.each([
  ['channels_names', 'name', ['Ada', 'Bob']],
  ['home_page_creator_names', 'name', ['Ada', 'Bob']],
  ['videos_creators', 'name', ['Ada', 'Bob']],
  ['home_page_totals', 'views > 0', [true]],
  ['user_credentials_ended_sessions', 'length(session_hash)', [64]],
  // Nobody forgot a password. The hash of a link opens nothing.
  ['user_credentials_password_resets', 'token_hash', []],
  ['user_credentials_authenticators', 'authenticator_id', []],
  ['user_credentials_external_identities', 'external_id', []],
])('%s has no secret and is visible to all', async (view, column, values) => {
  expect(await seen(view, column, visitor)).toEqual(values);
});

test('each view is tried in this file', async () => {
  const { rows } = await pages.query(
    `SELECT relname AS view FROM pg_class WHERE relnamespace = 'view'::regnamespace AND relkind = 'v' ORDER BY 1`,
  );
  expect(rows.map(({ view }) => view)).toEqual([
    'analytics_access',
    'analytics_audits',
    'analytics_counts',
    'analytics_days',
    'analytics_lessons',
    'analytics_retention',
    'analytics_search_gaps',
    'analytics_subjects',
    'analytics_transcript_searches',
    'analytics_viewers',
    'analytics_visitors',
    'analytics_watching',
    'captions_access',
    'captions_changes',
    'captions_lines',
    'captions_tracks',
    'captions_transcriptions',
    'captions_videos',
    'channels',
    'channels_handles',
    'channels_names',
    'channels_videos',
    'collaborators',
    'creators_videos',
    'creators_videos_access',
    'creators_videos_changes',
    'home_page_creator_counts',
    'home_page_creator_names',
    'home_page_tags',
    'home_page_totals',
    'home_page_videos',
    'home_page_views_by_period',
    'import_items',
    'imports',
    'moderation_cases_decisions',
    'moderation_cases_reports',
    'moderation_cases_restrictions',
    'operations_messages',
    'search_accounts',
    'search_channels',
    'search_due',
    'search_index',
    'search_lessons',
    'search_series',
    'search_spellings',
    'search_tracks',
    'search_videos',
    'search_words',
    'series',
    'series_access',
    'series_lessons',
    'series_sections',
    'user_credentials',
    'user_credentials_address_links',
    'user_credentials_api_tokens',
    'user_credentials_authenticators',
    'user_credentials_ended_sessions',
    'user_credentials_exports',
    'user_credentials_external_identities',
    'user_credentials_history',
    'user_credentials_passkeys',
    'user_credentials_password_resets',
    'user_credentials_sessions',
    'user_credentials_weekly_summaries',
    'videos',
    'videos_access',
    'videos_creators',
  ]);
});
