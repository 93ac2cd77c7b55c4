import { encryptExample } from '@/personal-data/testing/example-keys';
import { identity } from '@/workers/identity/contract';
import { exampleAddressId as addressId, examples as accountExamples, passwordHash } from '@/workers/identity/examples';
import type { Chapter } from '@/text/chapters';
import type { History } from '@/workers/testing/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { examples as videoExamples } from '@/workers/video-publishing/examples';
import { viewCounting } from '@/workers/view-counting/contract';

/** A small site's history with every event of every view. Each aggregator's test states the resulting rows. */
const { events: account } = identity;
const { events: video } = videoPublishing;
const { events: viewing } = viewCounting;

const { Registered: registered, UserSignedOut: signedOut } = accountExamples.events;

export const ada = registered.data.userId;
export const bob = '00000000-0000-4000-8000-00000000000b';
/** She has deleted her account. */
export const zoe = '00000000-0000-4000-8000-00000000000c';
/** Ada's: published while its second rendition was in progress. */
export const knots = videoExamples.events.VideoUploaded.data.videoId;
/** Ada's: its first file failed; the second was tried twice. To be published as soon as it can play, so not yet. */
export const sails = '10000000-0000-4000-8000-000000000002';
/** Bob's: drafted before its file arrived, published, unpublished, and scheduled again. */
export const bread = '10000000-0000-4000-8000-000000000003';
/** Its views come before any other event. */
export const unknown = '10000000-0000-4000-8000-000000000004';

export const viewingId = (n: number) => `20000000-0000-4000-8000-00000000000${n}`;
export const { sessionHash } = signedOut.data;
export { passwordHash };

export const bowline = { startSeconds: 0, title: 'Bowline' };
export const bend = { startSeconds: 30, title: 'Sheet bend' };

/** Of changes that Ada made in one edit. */
const byAda = { userId: ada, at: '2026-03-01T12:20:00.000Z' };

const byBob = { userId: bob, at: '2026-03-02T12:20:00.000Z' };
const breadPoster = {
  videoId: bread,
  posterId: 'poster-30000000-0000-4000-8000-000000000001',
  source: { kind: 'picture' as const },
};

function person(userId: string, name: string, registeredAt: string) {
  const sealed = encryptExample(userId, { name, email: `${name.toLowerCase()}@example.com`, passwordHash });
  return account.Registered({ ...registered.data, userId, ...sealed, emailConfirmed: false, registeredAt });
}

function upload(videoId: string, ownerId: string, uploadId: string, uploadedAt: string, name?: string) {
  return video.VideoUploaded({
    videoId,
    ownerId,
    uploadId,
    fileName: `${uploadId}.mp4`,
    bytes: 1000,
    uploadedAt,
    ...(name && { name }),
  });
}

function file(videoId: string, uploadId: string) {
  return {
    probed: (durationSeconds: number, chapters?: Chapter[]) =>
      video.VideoProbed({
        videoId,
        uploadId,
        durationSeconds,
        width: 1280,
        height: 720,
        ...(chapters && { chapters }),
      }),
    poster: (widths?: number[]) => video.PosterMade({ videoId, uploadId, ...(widths && { widths }) }),
    progressed: (percent: number) => video.ProcessingProgressed({ videoId, uploadId, percent }),
    ready: (height: number, bitsPerSecond: number) =>
      video.RenditionReady({ videoId, uploadId, width: (height * 16) / 9, height, bitsPerSecond }),
    processed: () => video.VideoProcessed({ videoId, uploadId }),
    failed: (reason: 'cut-off' | 'not-a-video', detail: string) =>
      video.VideoPublishingFailed({ videoId, uploadId, reason, detail }),
    retried: () => video.ProcessingRetried({ videoId, uploadId }),
  };
}

function viewed(
  n: number,
  videoId: string,
  startedAt: string,
  credits: readonly (readonly [at: string, seconds: number])[],
  viewedAt?: string,
) {
  const id = { viewingId: viewingId(n), videoId };
  let creditedSeconds = 0;
  return [
    viewing.ViewingStarted({ ...id, durationSeconds: 90, startedAt }),
    ...credits.map(([at, newSeconds]) =>
      viewing.WatchTimeCredited({ ...id, at, newSeconds, creditedSeconds: (creditedSeconds += newSeconds) }),
    ),
    ...(viewedAt ? [viewing.VideoViewed({ ...id, viewedAt })] : []),
  ];
}

const knotsFile = file(knots, 'knots-file');
const sailsFirst = file(sails, 'sails-first');
const sailsSecond = file(sails, 'sails-second');
const breadFile = file(bread, 'bread-file');

export const history: History = [
  // Views of a video that no other category knows yet, across midnight in UTC.
  [
    viewCounting.stream(viewingId(1)),
    ...viewed(
      1,
      knots,
      '2026-03-01T23:59:50.000Z',
      [
        ['2026-03-01T23:59:59.900Z', 9.1],
        ['2026-03-02T00:00:01.000Z', 1.2],
      ],
      '2026-03-02T00:00:01.000Z',
    ),
  ],
  [
    viewCounting.stream(viewingId(2)),
    ...viewed(2, unknown, '2026-03-02T10:00:00.000Z', [['2026-03-02T10:00:20.000Z', 20.3]], '2026-03-02T10:00:20.000Z'),
  ],

  [identity.stream(ada), person(ada, 'Ada', '2026-02-01T08:00:00.000Z'), account.EmailConfirmed({ userId: ada })],
  [identity.stream(bob), person(bob, 'Bob', '2026-02-02T08:00:00.000Z')],
  [
    identity.stream(zoe),
    person(zoe, 'Zoe', '2026-02-02T09:00:00.000Z'),
    account.EmailConfirmed({ userId: zoe }),
    account.AccountDeleted({
      userId: zoe,
      addressId: addressId('zoe@example.com'),
      deletedAt: '2026-02-05T08:00:00.000Z',
    }),
  ],
  [
    identity.stream(ada),
    account.UserSignedIn({ userId: ada, sessionHash, signedInAt: '2026-02-03T08:00:00.000Z' }),
    account.UserSignedOut({ userId: ada, sessionHash, signedOutAt: '2026-02-03T09:00:00.000Z' }),
  ],
  [
    identity.stream(addressId('ada@example.com')),
    ...Array.from({ length: 12 }, (_, minute) =>
      account.SignInFailed({
        addressId: addressId('ada@example.com'),
        failedAt: new Date(Date.UTC(2026, 1, 4, 8, minute)).toISOString(),
      }),
    ),
  ],

  [
    videoPublishing.stream(knots),
    upload(knots, ada, 'knots-file', '2026-03-01T12:00:00.000Z', 'knots'),
    knotsFile.probed(90, [bowline]),
    knotsFile.poster([320, 640, 960, 1280]),
  ],
  [
    videoPublishing.stream(sails),
    upload(sails, ada, 'sails-first', '2026-03-01T13:00:00.000Z', 'sails'),
    sailsFirst.probed(60, [bowline]),
    sailsFirst.poster(),
    sailsFirst.ready(360, 500_000),
  ],
  [
    videoPublishing.stream(knots),
    video.VideoNamed({ videoId: knots, name: 'Ten knots' }),
    video.PublicationScheduled({ videoId: knots, publishAt: '2026-03-05T08:00:00.000Z' }),
    knotsFile.progressed(40),
    knotsFile.ready(360, 500_000),
    video.PublicationRequested({ videoId: knots }),
    video.VideoPublished({ videoId: knots, ownerId: ada, publishedAt: '2026-03-01T12:05:00.000Z' }),
    knotsFile.ready(720, 2_000_000),
    knotsFile.progressed(100),
    knotsFile.processed(),
    video.StillsMade({ videoId: knots, uploadId: 'knots-file', proposals: [4, 40, 80], hasStoryboard: true }),
    video.VideoDescribed({ videoId: knots, description: 'From bowline to sheet bend.' }),
    video.LanguageChosen({ videoId: knots, language: 'en' }),
    video.TagsChosen({ videoId: knots, tags: ['knots', 'rope work'], ...byAda }),
    video.CategoryChosen({ videoId: knots, category: 'craft', ...byAda }),
    video.CategoryChosen({ videoId: knots, category: 'outdoors', ...byAda }),
    video.LicenceChosen({ videoId: knots, licence: 'CC-BY-4.0', ...byAda }),
    video.ChaptersEdited({ videoId: knots, chapters: null, ...byAda }),
    video.ChaptersEdited({ videoId: knots, chapters: [bowline, bend], ...byAda }),
    video.NamingRejected({ videoId: knots, reason: 'not-yours' }),
  ],
  [
    videoPublishing.stream(sails),
    sailsFirst.failed('cut-off', 'The file ends early.'),
    upload(sails, ada, 'sails-second', '2026-03-01T14:00:00.000Z'),
    sailsSecond.probed(61),
    sailsSecond.progressed(10),
    sailsSecond.failed('not-a-video', 'Nothing to see.'),
    sailsSecond.retried(),
    video.PublicationScheduled({ videoId: sails, publishAt: '2026-03-06T08:00:00.000Z' }),
    video.ScheduledPublicationCancelled({ videoId: sails }),
    video.PublicationRequested({ videoId: sails }),
    video.LanguageChosen({ videoId: sails, language: 'de' }),
    video.LanguageChosen({ videoId: sails, language: null }),
  ],
  [
    videoPublishing.stream(bread),
    video.VideoDrafted({
      videoId: bread,
      ownerId: bob,
      fileName: 'bread-file.mp4',
      name: 'bread',
      draftedAt: '2026-03-02T11:00:00.000Z',
    }),
    upload(bread, bob, 'bread-file', '2026-03-02T12:00:00.000Z'),
    breadFile.probed(30),
    breadFile.ready(720, 1_900_000),
    breadFile.ready(360, 400_000),
    video.VideoPublished({ videoId: bread, ownerId: bob, publishedAt: '2026-03-02T12:10:00.000Z' }),
    // The same quality again, as after a crash.
    breadFile.ready(360, 450_000),
    video.VideoUnpublished({ videoId: bread }),
    video.PublicationScheduled({ videoId: bread, publishAt: '2026-03-07T08:00:00.000Z' }),
    video.PublicationScheduled({ videoId: bread, publishAt: '2026-03-08T08:00:00.000Z' }),
    video.PosterChosen({ ...breadPoster, ownerId: bob, ...byBob }),
    video.PosterShown({ ...breadPoster, widths: [320, 640], ...byBob }),
  ],

  [
    viewCounting.stream(viewingId(3)),
    ...viewed(3, knots, '2026-03-02T18:00:00.000Z', [['2026-03-02T18:00:05.000Z', 5.4]]),
  ],
  [
    viewCounting.stream(viewingId(4)),
    ...viewed(
      4,
      knots,
      '2026-03-02T19:00:00.000Z',
      [
        ['2026-03-02T19:00:10.000Z', 10.1],
        ['2026-03-02T19:00:20.000Z', 10.2],
      ],
      '2026-03-02T19:00:10.000Z',
    ),
  ],
];
