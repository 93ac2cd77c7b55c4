import { createMessageStore, createPool, type Contract, type NewMessage } from '@message-db/client';
import { prepareTables, schemaOf } from '@message-db/runtime';
import { asRead, beginAt, project } from '@message-db/runtime/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { roleOf, VIEW_ACCESS } from '@/roles';
import { captioningStream } from '@/workers/captioning/arbitraries';
import { captioning } from '@/workers/captioning/contract';
import { examples as videoExamples } from '@/workers/video-publishing/examples';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { expectDeterministic, projectInto } from '@/workers/testing/aggregator';
import { transcribingStream } from '@/workers/transcribing/arbitraries';
import { transcribing } from '@/workers/transcribing/contract';
import { examples as transcriptions } from '@/workers/transcribing/examples';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { ada, bob, bread, knots, sails } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { videoStreams } from '../testing/streams';
import { captions } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const { events } = captioning;
const { VideoPublished } = videoPublishing.events;
const { TranscribingOpened, TranscribingClosed, FileNoted } = transcribing.events;
const { TranscriptionRequested, TranscriptionProgressed, TranscriptionMade } = transcribing.events;
const {
  TranscriptionRequested: requested,
  TranscriptionProgressed: progressed,
  TranscriptionMade: made,
} = transcriptions.events;
const at = '2026-03-01T12:00:00.000Z';
const later = '2026-03-02T12:00:00.000Z';
const editId = '51000000-0000-4000-8000-000000000001';
const track = (n: number) => `50000000-0000-4000-8000-00000000000${n}`;
const said = (lineId: number, start: number, text: string) => ({ lineId, start, end: start + 900, text });
const added = (videoId: string, trackId: string, label = '') =>
  events.TrackAdded({ videoId, trackId, source: 'upload', language: 'en', label, lineCount: 2, fileName: 'a.srt', at });
const written = (videoId: string, trackId: string, ...lines: ReturnType<typeof said>[]) =>
  events.LinesWritten({ videoId, trackId, lines });

/**
 * Ada's video has a track that is edited, one that is replaced, and a removed one. Bob's and another of Ada's are gone.
 */
const history = [
  [
    captioning.stream(knots),
    events.CaptioningOpened({ videoId: knots, ownerId: ada }),
    added(knots, track(1)),
    written(knots, track(1), said(0, 0, 'One'), said(1, 1_000, 'Two')),
    added(knots, track(2), 'Other'),
    written(knots, track(2), said(0, 0, 'Old'), said(1, 1_000, 'Old too')),
    added(knots, track(3), 'Gone'),
    written(knots, track(3), said(0, 0, 'Removed')),
  ],
  [
    videoPublishing.stream(knots),
    VideoPublished({ videoId: knots, ownerId: ada, publishedAt: at, visibility: 'unlisted' }),
  ],
  [
    captioning.stream(knots),
    events.LinesEdited({
      ...{ videoId: knots, trackId: track(1), editId, revision: 1, lineCount: 2, at: later },
      ...{ written: [said(0, 100, 'First'), said(7, 500, 'Between')], removed: [1] },
    }),
    events.TrackDescribed({ videoId: knots, trackId: track(1), language: 'de', label: 'Short', at: later }),
    events.LinesReplaced({ videoId: knots, trackId: track(2), editId, revision: 1, lineCount: 1, at: later }),
    written(knots, track(2), said(0, 0, 'New')),
    events.TrackRemoved({ videoId: knots, trackId: track(3), at: later }),
    events.CaptionsRejected({ videoId: knots, reason: 'changed-meanwhile' }),
  ],
  [
    captioning.stream(bread),
    events.CaptioningOpened({ videoId: bread, ownerId: bob }),
    added(bread, track(4)),
    written(bread, track(4), said(0, 0, 'Flour')),
    events.CaptioningClosed({ videoId: bread }),
  ],
  [videoPublishing.stream(sails), VideoPublished({ videoId: sails, ownerId: ada, publishedAt: at })],
  [
    transcribing.stream(knots),
    TranscribingOpened({ videoId: knots, ownerId: ada }),
    FileNoted({ videoId: knots, uploadId: 'upload-1' }),
    TranscriptionRequested({ ...requested.data, videoId: knots }),
    TranscriptionProgressed({ ...progressed.data, videoId: knots }),
    TranscriptionMade({ ...made.data, videoId: knots }),
  ],
  [transcribing.stream(sails), TranscribingOpened({ videoId: sails, ownerId: ada })],
  [
    transcribing.stream(bread),
    TranscribingOpened({ videoId: bread, ownerId: bob }),
    TranscribingClosed({ videoId: bread }),
  ],
] as const;

const streams = [
  ...[captioningStream(knots, ada, 1), captioningStream(bread, bob, 2)],
  ...[transcribingStream(knots, ada), transcribingStream(bread, bob), ...videoStreams],
];

describe('captions', () => {
  test('have tracks and lines, with the owner and the visibility of their video', async () => {
    const tables = await projectInto(database.url, captions, history);
    const open = { owner_id: ada, public_from: new Date(at), is_unlisted: true };
    const hidden = { ...open, public_from: null };
    const about = { video_id: knots, source: 'upload', language: 'en', file_name: 'a.srt', added_at: new Date(at) };
    const present = { ...about, ...open, removed_at: null, revision: 1, changed_at: new Date(later) };
    const line = (n: number, lineId: number, start: number, text: string, visibility: object = open) => ({
      ...{ video_id: knots, track_id: track(n), line_id: lineId, start_ms: start, end_ms: start + 900, text },
      ...visibility,
    });
    const { captions_changes: changes, ...others } = tables;
    const none = { restores: null, file_name: null, source: null, lines: [], removed: [], user_id: null };
    const more = { ...none, kind: 'written', revision: null, at: null };
    const upload = { kind: 'added', revision: 0, file_name: 'a.srt', source: 'upload', at: new Date(at) };
    const then = { at: new Date(later) };
    const inOrder = changes!.toSorted((one, other) => Number(one.position) - Number(other.position));
    const ofKnots = { video_id: knots, position: expect.anything() };
    expect(inOrder).toEqual(
      [
        { ...none, ...upload, track_id: track(1) },
        { ...more, track_id: track(1), lines: [said(0, 0, 'One'), said(1, 1_000, 'Two')] },
        { ...none, ...upload, track_id: track(2) },
        { ...more, track_id: track(2), lines: [said(0, 0, 'Old'), said(1, 1_000, 'Old too')] },
        { ...none, ...upload, track_id: track(3) },
        { ...more, track_id: track(3), lines: [said(0, 0, 'Removed')] },
        {
          ...{ ...none, ...then, track_id: track(1), kind: 'edited', revision: 1, removed: [1] },
          lines: [said(0, 100, 'First'), said(7, 500, 'Between')],
        },
        { ...none, ...then, track_id: track(1), kind: 'described', revision: null },
        { ...none, ...then, track_id: track(2), kind: 'replaced', revision: 1 },
        { ...more, track_id: track(2), lines: [said(0, 0, 'New')] },
        { ...none, ...then, track_id: track(3), kind: 'removed', revision: null },
      ].map((change) => ({ ...ofKnots, ...change })),
    );
    expect(others).toEqual({
      captions_access: [],
      captions_videos: [
        { video_id: knots, ...open },
        { video_id: sails, owner_id: null, public_from: new Date(at), is_unlisted: false },
        { video_id: bread, owner_id: null, public_from: null, is_unlisted: false },
      ],
      captions_tracks: [
        { ...present, track_id: track(1), language: 'de', label: 'Short', line_count: 2 },
        { ...present, track_id: track(2), label: 'Other', line_count: 1, file_name: null },
        {
          ...{ ...about, ...hidden, track_id: track(3), label: 'Gone', line_count: 2, revision: 0 },
          ...{ changed_at: new Date(at), removed_at: new Date(later) },
        },
      ],
      captions_transcriptions: [
        {
          ...{ video_id: knots, owner_id: ada, has_file: true, status: 'made', percent: 0, problem: null },
          ...{ language: 'en', chapters: made.data.chapters, changed_at: new Date(requested.data.at) },
        },
        {
          ...{ video_id: sails, owner_id: ada, has_file: false, status: null, percent: 0, problem: null },
          ...{ language: null, chapters: [], changed_at: null },
        },
      ],
      captions_lines: [
        line(1, 0, 100, 'First'),
        line(1, 7, 500, 'Between'),
        line(2, 0, 0, 'New'),
        line(3, 0, 0, 'Removed', hidden),
      ],
    });
  });

  test('are rebuilt equal after their tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, captions);
    expect(tables.captions_lines).toHaveLength(4);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, captions, streams));
});

test('a publication reaches the lines that are written at the same time', async () => {
  const own = await createTestDatabase();
  const pool = createPool({ connectionString: own.url, role: roleOf(captions.name) });
  const store = createMessageStore(pool);
  await prepareTables(pool, captions, VIEW_ACCESS);
  const ids = Array.from({ length: 40 }, (_, n) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  const projectAll = async (contract: Contract, messages: readonly NewMessage[]) => {
    const projection = captions.projections.find(({ category }) => category === contract.category)!;
    const { partition } = await beginAt(pool, captions, contract.category);
    for (const [from, message] of messages.entries()) {
      const batch = {
        messages: [asRead(message, { streamName: contract.stream('x'), globalPosition: from + 1 })],
        from,
        to: from + 1,
      };
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      await project({ store, announce: async () => {} }, captions, projection, batch, partition);
    }
  };
  const published = videoExamples.events.VideoPublished.data;
  await Promise.all([
    projectAll(
      captioning,
      ids.flatMap((videoId) => [
        events.CaptioningOpened({ videoId, ownerId: ada }),
        added(videoId, videoId),
        written(videoId, videoId, said(0, 0, 'Said')),
      ]),
    ),
    projectAll(
      videoPublishing,
      ids.map((videoId) => VideoPublished({ ...published, videoId })),
    ),
  ]);
  const { rows } = await pool.query(
    `SELECT count(public_from)::int AS lines FROM ${schemaOf(captions)}.captions_lines WHERE owner_id = $1`,
    [ada],
  );
  expect(rows).toEqual([{ lines: ids.length }]);
  await pool.end();
  await own.drop();
});
