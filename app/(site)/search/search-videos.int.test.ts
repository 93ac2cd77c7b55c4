import { createPool } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { roleOf } from '@/roles';
import type { Query } from '@/app/_lib/queries/views';
import { encryptExample, storeExampleKeys } from '@/personal-data/testing/example-keys';
import type { Language } from '@/text/languages';
import { captioning } from '@/workers/captioning/contract';
import { channels } from '@/workers/aggregators/channels/aggregator';
import { search } from '@/workers/aggregators/search/aggregator';
import { channel } from '@/workers/channel/contract';
import { exampleHandleId } from '@/workers/channel/examples';
import { identity } from '@/workers/identity/contract';
import { examples as accounts } from '@/workers/identity/examples';
import { series } from '@/workers/series/contract';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { projectInto, type History } from '@/workers/testing/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { readSearch } from './search-state';

const database = await createTestDatabase();
const pages = createPool({ connectionString: database.url, role: roleOf('application'), max: 4 });
afterAll(async () => {
  await pages.end();
  await database.drop();
});
vi.mock('@/app/_lib/queries/database', () => ({
  query: async (asked: Query<unknown>) => {
    const { text, values, toRows } = compile(asked);
    return toRows((await pages.query(text, values)).rows as Record<string, unknown>[]);
  },
}));
const { compile } = await import('@/app/_lib/queries/views');
const { searchVideos } = await import('./search-videos');
const { suggest } = await import('./_queries/suggest');

const [ada, ben] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const id = (n: number) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const at = '2026-03-01T12:00:00.000Z';
const names: string[] = [];

interface Film {
  readonly name: string;
  readonly description?: string;
  readonly tags?: string[];
  readonly language?: Language;
  readonly says?: readonly string[];
  readonly views?: number;
  readonly seconds?: number;
  readonly publishedAt?: string;
  readonly visibility?: 'public' | 'unlisted' | 'private';
  readonly ownerId?: string;
}

function filmed(film: Film): History {
  const { name, description = '', tags = [], language = 'en', says = [], views = 0, seconds = 100 } = film;
  const { publishedAt = at, visibility = 'public', ownerId = ada } = film;
  names.push(name);
  const videoId = id(names.length);
  const file = { videoId, uploadId: `upload-${names.length}` };
  const { events } = videoPublishing;
  const by = { userId: ownerId, at };
  const trackId = videoId.replace('1', '5');
  return [
    [
      videoPublishing.stream(videoId),
      events.VideoUploaded({ ...file, ownerId, name, fileName: 'a.mp4', bytes: 1, uploadedAt: at }),
      events.VideoProbed({ ...file, durationSeconds: seconds, width: 1280, height: 720 }),
      events.RenditionReady({ ...file, width: 1280, height: 720, bitsPerSecond: 1 }),
      events.VideoDescribed({ videoId, description }),
      events.TagsChosen({ videoId, tags, ...by }),
      events.CategoryChosen({ videoId, category: 'craft', ...by }),
      events.LanguageChosen({ videoId, language }),
      ...(visibility === 'private'
        ? []
        : [events.VideoPublished({ videoId, ownerId, publishedAt, ...(visibility === 'unlisted' && { visibility }) })]),
    ],
    [
      captioning.stream(videoId),
      captioning.events.CaptioningOpened({ videoId, ownerId }),
      ...(says.length === 0
        ? []
        : [
            captioning.events.TrackAdded({
              ...{ videoId, trackId, source: 'upload', language, label: '', lineCount: says.length, at },
            }),
            captioning.events.LinesWritten({
              ...{ videoId, trackId },
              lines: says.map((text, lineId) => ({ lineId, start: lineId * 10_000, end: lineId * 10_000 + 900, text })),
            }),
          ]),
    ],
    ...Array.from({ length: views }, (_, n) => {
      const viewingId = id(names.length * 100 + n).replace('1', '2');
      return [
        viewCounting.stream(viewingId),
        viewCounting.events.VideoViewed({ viewingId, videoId, viewedAt: at }),
      ] as const;
    }),
  ];
}

const person = (userId: string, name: string, handle: string): History => [
  [
    identity.stream(userId),
    identity.events.Registered({
      ...accounts.events.Registered.data,
      ...{ userId, ...encryptExample(userId, { name, email: `${handle}@example.com` }) },
    }),
  ],
  [
    channel.stream(exampleHandleId(handle)),
    channel.events.HandleClaimed({
      ...{ userId, handleId: exampleHandleId(handle), claimId: id(1), ...encryptExample(userId, { handle }) },
    }),
  ],
];

const ropes = '40000000-0000-4000-8000-000000000001';
const history: History = [
  ...person(ada, 'Ada Seaman', 'ada'),
  ...person(ben, 'Ben', 'ben'),
  ...filmed({
    name: 'The bowline in two minutes',
    description: 'A loop that does not slip, and how to untie it.',
    tags: ['Knots', 'Rope work'],
    says: ['Welcome back', 'Make a small loop, the rabbit hole', 'Now the rabbit comes out of the hole', 'And pull'],
    views: 3,
  }),
  ...filmed({ name: 'Sailing at night', says: ['Tie a bowline around the mast'], seconds: 2_000, ownerId: ben }),
  ...filmed({ name: 'Knitting socks', description: 'With a bowline joke at the end.', views: 20 }),
  ...filmed({ name: 'Äpfel schälen', language: 'de', says: ['Die Messer schärfen', 'Wir schälten die Äpfel'] }),
  ...filmed({ name: '東京都の歩き方', language: 'ja', says: ['機械学習の入門'] }),
  ...filmed({ name: 'تعلم العقد', language: 'ar', description: 'شرح عقدة البولين' }),
  ...filmed({ name: 'C++ for sailors', publishedAt: '2026-03-10T12:00:00.000Z' }),
  ...filmed({ name: 'The', says: ['Nothing'] }),
  ...filmed({
    name: 'Workshops',
    says: [...Array.from({ length: 20 }, () => 'Many artisans, like this artisan'), 'Here is an artist'],
    ownerId: ben,
  }),
  ...filmed({ name: 'Unlisted bowline secretword', says: ['secretword'], visibility: 'unlisted' }),
  ...filmed({ name: 'Private bowline secretword', says: ['secretword'], visibility: 'private' }),
  [
    series.stream(ropes),
    series.events.SeriesCreated({ seriesId: ropes, ownerId: ada, title: 'Ropes for sailors', createdAt: at }),
    series.events.LessonAdded({
      seriesId: ropes,
      lessonId: id(1).replace('1', '4'),
      videoId: id(1),
      sectionId: id(9),
      rank: 'a0',
    }),
    series.events.SeriesPublished({ seriesId: ropes, publishedAt: at }),
  ],
];

beforeAll(async () => {
  await storeExampleKeys(database.url, [ada, ben]);
  for (const aggregator of [search, channels]) await projectInto(database.url, aggregator, history);
});

const found = async (query: string, filters: Record<string, string> = {}) =>
  searchVideos(readSearch({ q: query, ...filters }), new Date('2026-03-12T12:00:00.000Z'));
const titles = async (query: string, filters?: Record<string, string>) =>
  (await found(query, filters)).videos.map(({ name }) => name);

describe('a search', () => {
  test('has titles before what is said, and what is said before what is only mentioned', async () => {
    expect(await titles('bowline')).toEqual(['The bowline in two minutes', 'Knitting socks', 'Sailing at night']);
  });

  test.each([
    ['tag words', 'rope work', ['The bowline in two minutes']],
    ['a creator', 'seaman sailors', ['C++ for sailors', 'The bowline in two minutes']],
    ['a series', 'ropes for sailors', ['The bowline in two minutes']],
    ['words of different fields', 'bowline rabbit', ['The bowline in two minutes']],
    ['other forms of a word', 'sail nights', ['Sailing at night']],
    ['words without accents, in another language', 'apfel schalen', ['Äpfel schälen']],
    ['other forms in another language', 'Apfel geschält messer', []],
    ['forms that its language knows', 'schälte', ['Äpfel schälen']],
    ['a text without spaces', '東京', ['東京都の歩き方']],
    ['what is said without spaces', '学習', ['東京都の歩き方']],
    ['a single character', '都', ['東京都の歩き方']],
    ['Arabic, with marks', 'عُقدة', ['تعلم العقد']],
    ['a name with signs', 'c++', ['C++ for sailors']],
    ['only words that say nothing', 'the', ['The bowline in two minutes', 'The']],
    ['words that say nothing among others', 'the bowline of the sea man', []],
  ])('finds %s: %s', async (_what, query, expected) => {
    const { videos, isSome } = await found(query);
    expect(isSome ? [] : videos.map(({ name }) => name)).toEqual(expected);
  });

  test('shows where it is said', async () => {
    const [first] = (await found('rabbit hole')).videos;
    expect(first!.moments.map(({ startMs, text }) => [startMs, text])).toEqual([
      [10_000, 'Make a small loop, the rabbit hole'],
      [20_000, 'Now the rabbit comes out of the hole'],
    ]);
  });

  test('shows where it is said among many lines with words that begin alike', async () => {
    const [first] = (await found('artist')).videos;
    expect(first!.moments).toEqual([{ videoId: first!.videoId, startMs: 200_000, text: 'Here is an artist' }]);
    const [other] = (await found('artisan')).videos;
    expect(other!.moments.map(({ startMs }) => startMs)).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
  });

  test('has creators and series whose names match', async () => {
    expect((await found('ada')).creators).toEqual([{ name: 'Ada Seaman', handle: 'ada', videos: 7 }]);
    expect((await found('rope sailors')).series).toEqual([]);
    expect((await found('ropes')).series).toEqual([{ seriesId: ropes, title: 'Ropes for sailors', videoIds: [id(1)] }]);
    expect((await found('ada', { length: 'short' })).creators).toEqual([]);
  });

  test.each([
    ['bowlnie', 'bowline'],
    ['bowlinne', 'bowline'],
    ['rabit hole', 'rabbit hole'],
  ])('for %s, of which there is nothing, is one for %s, and says so', async (typed, meant) => {
    const { videos, searchedFor } = await found(typed);
    expect(searchedFor).toBe(meant);
    expect(videos[0]!.name).toBe('The bowline in two minutes');
  });

  test('for words that are in no video together shows what has some of them, and says so', async () => {
    const { videos, isSome, searchedFor } = await found('bowline socks mast');
    expect({ isSome, searchedFor, first: videos.length }).toEqual({ isSome: true, searchedFor: null, first: 3 });
  });

  test.each([
    [{ length: 'long' }, ['Sailing at night']],
    [{ tag: 'KNOTS' }, ['The bowline in two minutes']],
    [{ tag: `'; DROP TABLE x` }, []],
    [{ captions: 'en' }, ['The bowline in two minutes', 'Sailing at night']],
    [{ captions: 'any', category: 'craft' }, ['The bowline in two minutes', 'Sailing at night']],
    [{ language: 'de' }, []],
    [{ category: 'cooking' }, []],
    [{ age: 'day' }, []],
    [{ sort: 'views' }, ['Knitting socks', 'The bowline in two minutes', 'Sailing at night']],
  ])('of bowlines with %o', async (filters, expected) => {
    expect(await titles('bowline', filters as unknown as Record<string, string>)).toEqual(expected);
  });

  test('of another form of a word asks for no other word', async () => {
    const { videos, didYouMean } = await found('loops');
    expect(videos.map(({ name }) => name)).toContain('The bowline in two minutes');
    expect(didYouMean).toBeNull();
  });

  test('sorts by time, and counts a week', async () => {
    expect((await titles('sailors', { sort: 'newest' }))[0]).toBe('C++ for sailors');
    expect(await titles('sailors', { age: 'week' })).toEqual(['C++ for sailors']);
  });

  test.each(['secretword', 'unlisted', 'private bowline', 'secretwor'])(
    'never finds what is not public: %s',
    async (query) => {
      const { videos, searchedFor, didYouMean } = await found(query);
      expect(videos.map(({ name }) => name).join()).not.toMatch(/secret|rivate|nlisted/);
      expect([searchedFor, didYouMean].join()).not.toMatch(/secret/);
      expect((await suggest(query)).join()).not.toMatch(/secret/i);
    },
  );

  test.each([
    ...[
      "'",
      '"',
      '\\',
      '%',
      '_',
      '&',
      '|',
      '!',
      '!!',
      '(',
      ')',
      '<->',
      ':*',
      'a:*',
      '*',
      '\0',
      '\0bowline',
      '🙂',
      '👨‍👩‍👧',
    ],
    ...["' OR 1=1 --", "bowline' & !'x", 'a & | b', '\\\\', '((((', '<script>alert(1)</script>', '$1 $2', '\ud800'],
    ...['x'.repeat(10_000), 'bowline '.repeat(2_000), '猫'.repeat(10_000), '\u202e', ' ', '', '\u200b', 'ZWJ\u200dx'],
    ...['the the the', '1', '-1', '1e999', 'null', '${x}', '{{x}}', '\n\t', 'İstanbul', 'ß', 'ﷺ', 'a̐éö̲'],
  ])('answers %j', async (query) => {
    const results = await found(query);
    expect(results.videos.length).toBeLessThanOrEqual(20);
    expect((await suggest(query)).length).toBeLessThanOrEqual(8);
  });
});

describe('suggestions', () => {
  test.each([
    ['bow', 'bowline'],
    ['the bowl', 'The bowline in two minutes'],
    ['bowlnie', 'bowline'],
    ['knit', 'Knitting socks'],
    ['sail', 'Sailing at night'],
    ['東', '東京都の歩き方'],
  ])('for %s have %s', async (typed, expected) => expect(await suggest(typed)).toContain(expected));

  test.each(['', ' ', 'zzzzzz', '%', "'"])('for %j are none', async (typed) =>
    expect(await suggest(typed)).toEqual([]),
  );
});
