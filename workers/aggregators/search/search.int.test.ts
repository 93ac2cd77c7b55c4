import { afterAll, describe, expect, test } from 'vitest';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { captioningStream } from '@/workers/captioning/arbitraries';
import { captioning } from '@/workers/captioning/contract';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { seriesStream } from '@/workers/series/arbitraries';
import { series } from '@/workers/series/contract';
import { expectDeterministic, projectInto, type History } from '@/workers/testing/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { channelHistory } from '../testing/channel-history';
import { ada, bob, bread, history, knots, viewingId, zoe } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { accountStreams, channelStreams, videoStreams, viewingStreams } from '../testing/streams';
import { search } from './aggregator';

const database = await createTestDatabase();
await storeExampleKeys(database.url, [ada, bob, zoe]);
afterAll(() => database.drop());

const { events: video } = videoPublishing;
const { events: captions } = captioning;
const at = '2026-03-01T12:00:00.000Z';
const id = (kind: string, n: number) => `${kind}000000-0000-4000-8000-00000000000${n}`;
const [track, ropes] = [id('50', 1), id('40', 1)];
const said = (lineId: number, start: number, text: string) => ({ lineId, start, end: start + 900, text });

/** What is said in the knots, and the series that they are in. */
const more: History = [
  ...channelHistory,
  [
    captioning.stream(knots),
    captions.CaptioningOpened({ videoId: knots, ownerId: ada }),
    captions.TrackAdded({
      ...{ videoId: knots, trackId: track, source: 'upload', language: 'de', label: '', lineCount: 2, at },
    }),
    captions.LinesWritten({
      ...{ videoId: knots, trackId: track },
      lines: [said(0, 0, 'Die Schnüre'), said(1, 1_000, 'weg'), said(2, 2_000, 'ziehen')],
    }),
    captions.LinesEdited({
      ...{ videoId: knots, trackId: track, editId: id('51', 1), revision: 1, lineCount: 2, at },
      ...{ written: [said(2, 2_000, 'zogen')], removed: [1] },
    }),
  ],
  [
    series.stream(ropes),
    series.events.SeriesCreated({ seriesId: ropes, ownerId: ada, title: 'Rigging', createdAt: at }),
    series.events.LessonAdded({
      ...{ seriesId: ropes, lessonId: id('42', 1), videoId: knots, sectionId: id('41', 1), rank: 'a0' },
    }),
    series.events.SeriesPublished({ seriesId: ropes, publishedAt: at }),
  ],
];

const all: History = [...history, ...more];
const tables = (past: History) => projectInto(database.url, search, past);
const wordsIn = (rows: Record<string, unknown>[] | undefined) => rows!.map(({ word }) => String(word));
const hasWord = async (past: History, word: string) => wordsIn((await tables(past)).search_words).includes(word);

const streams = [
  ...[...accountStreams, ...channelStreams, ...videoStreams, ...viewingStreams],
  ...[captioningStream(knots, ada, 1), captioningStream(bread, bob, 2)],
  ...[seriesStream(ropes, ada, 1), seriesStream(id('40', 2), bob, 2)],
];

describe('the search', () => {
  test('has the words of public videos, of their creators, series and lines, and no others', async () => {
    const { search_index: index, search_words: words, search_due: due } = await tables(all);
    expect(due).toEqual([]);
    expect(index).toMatchObject([{ video_id: knots, owner_id: ada, level: 1, configuration: 'english' }]);
    // The channel's name, not the account's; as stems of the video's language, and as they are.
    expect(index![0]!.meta).toMatch(/'ten':1A,\S+ .*/);
    expect(index![0]!.whole).toContain(`'schnur':`);
    expect(wordsIn(words)).toEqual([
      ...[' captions:', ' captions:de', ' category:outdoors', ' configuration:english', ' configuration:german'],
      ...[' language:en', ' length:short', ' tag:knots', ' tag:rope work', ' views:00', ' views:01'],
      ...['adas', 'bend', 'bowline', 'die', 'from', 'knots', 'rigging', 'rope', 'schnure', 'sheet', 'ten', 'to'],
      ...['work', 'zogen'],
    ]);
  });

  test('learns the spellings of words, and forgets them with the last video', async () => {
    const { search_spellings: known } = await tables(all);
    expect(known!.filter(({ word }) => word === 'knots').map(({ spelling }) => spelling)).toEqual([
      ...['knos', 'knot', 'knots', 'knts', 'kots', 'nots'],
    ]);
    expect(wordsIn(known)).not.toContain('ten');
    const gone: History = [...all, [videoPublishing.stream(knots), video.VideoUnpublished({ videoId: knots })]];
    const { search_index: index, search_words: words, search_spellings: spellings } = await tables(gone);
    expect([index, words, spellings]).toEqual([[], [], []]);
  });

  test.each([
    ['unpublished', video.VideoUnpublished({ videoId: knots })],
    ['unlisted', video.VideoPublished({ videoId: knots, ownerId: ada, publishedAt: at, visibility: 'unlisted' })],
    ['purged', video.VideoPurged({ videoId: knots, ownerId: ada, uploadIds: [], posterIds: [] } as never)],
  ])('forgets a video that is %s', async (_how, event) =>
    expect((await tables([...all, [videoPublishing.stream(knots), event]])).search_index).toEqual([]),
  );

  test('follows a removed track, a deleted series and another name', async () => {
    const removed: History = [
      [captioning.stream(knots), captions.TrackRemoved({ videoId: knots, trackId: track, at })],
      [series.stream(ropes), series.events.SeriesDeleted({ seriesId: ropes, deletedAt: at })],
      [videoPublishing.stream(knots), video.VideoNamed({ videoId: knots, name: 'Eleven hitches' })],
    ];
    const words = wordsIn((await tables([...all, ...removed])).search_words);
    expect(words).toContain('hitches');
    for (const gone of ['zogen', 'rigging', 'ten', ' captions:', ' configuration:german'])
      expect(words).not.toContain(gone);
    expect(words).toContain('adas');
  });

  test('has a level for each doubling of the views', async () => {
    const seen = Array.from({ length: 5 }, (_each, n) => [
      viewCounting.stream(viewingId(n + 10)),
      viewCounting.events.VideoViewed({
        viewingId: `20000000-0000-4000-8000-0000000000${n + 10}`,
        videoId: knots,
        viewedAt: at,
      }),
    ]) as unknown as History;
    expect((await tables([...all, ...seen])).search_index).toMatchObject([{ level: 3 }]);
    expect(await hasWord([...all, ...seen], ' views:03')).toBe(true);
  });

  test('takes a transcript of very many different words, and searches its beginning', async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) =>
      said(n, n * 1_000, Array.from({ length: 16 }, (_word, m) => `w${(n * 16 + m).toString(36)}xyz`).join(' ')),
    );
    const long: History = [
      ...history,
      [
        captioning.stream(knots),
        captions.CaptioningOpened({ videoId: knots, ownerId: ada }),
        captions.TrackAdded({
          ...{ videoId: knots, trackId: track, source: 'upload', language: 'en', label: '', lineCount: 2, at },
        }),
        ...Array.from({ length: 10 }, (_, part) =>
          captions.LinesWritten({ videoId: knots, trackId: track, lines: lines.slice(part * 500, part * 500 + 500) }),
        ),
      ],
    ];
    const { search_index: index } = await tables(long);
    expect(index![0]!.whole).toContain(`'w1xyz'`);
    expect(index![0]!.whole).not.toContain(`'w1pphxyz'`);
  });

  test('is rebuilt equal after its tables are dropped', async () => {
    await tables(all);
    expect((await expectRebuiltEqual(database.url, search)).search_index).toHaveLength(1);
  });

  test('is the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, search, streams));
});
