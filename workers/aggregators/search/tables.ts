import { CATEGORIES } from '@/text/categories';
import { LANGUAGES } from '@/text/languages';
import { FOR_ALL } from '@/workers/aggregators/rules';
import { hasCome, listed } from '../published';
import {
  bigint,
  boolean,
  hidden,
  integer,
  jsonb,
  known,
  oneOf,
  table,
  text,
  textArray,
  timestamptz,
  tsvector,
  uuid,
} from '../table';
import { cardColumns } from '../video-card';

/*
 * The tables of the search. `index` is what a search asks: one row per public video, made of the rows of the others by
 * refresh.ts. Columns named `terms` have words as `wordsOf` makes them, separated by spaces.
 */

/** Everybody sees what belongs to a video or to its owner once the index has the video. */
const inIndex = (id: string, column = 'video_id') =>
  `${id} IN (SELECT indexed.${column} FROM build.search_index AS indexed WHERE ${hasCome('indexed.published_at')})`;

/** One row per public video. What is unlisted, private, scheduled or deleted has none. */
export const index = table(
  'search_index',
  {
    videoId: uuid('NOT NULL'),
    ownerId: uuid('NOT NULL'),
    publishedAt: timestamptz('NOT NULL'),
    /** How popular it is: at least 2^level − 1 views. It changes rarely, and with it the row. */
    level: integer('NOT NULL'),
    /** The configuration of its title and description. */
    configuration: text('NOT NULL'),
    /** Each of its words once, and its labels: what `words` counts. */
    words: hidden(textArray('NOT NULL')),
    /** Title (A), tags, creator and series (B), description and chapters (C), and labels. */
    meta: tsvector('NOT NULL'),
    /** The same with what is said (D). */
    whole: tsvector('NOT NULL'),
  },
  {
    key: ['videoId'],
    rule: ({ publishedAt }) => hasCome(publishedAt),
    indexes: ({ ownerId, publishedAt, meta, whole }) => [
      `USING gin (${meta})`,
      `USING gin (${whole})`,
      `(${publishedAt} DESC)`,
      `(${ownerId})`,
    ],
  },
);

/** Of each word and label of the index, how many videos have it. */
export const words = table(
  'search_words',
  { word: text('COLLATE "C" NOT NULL'), videos: integer('NOT NULL') },
  { key: ['word'], rule: FOR_ALL, filled: 50 },
);

/** The words that lead to a word which somebody has misspelt: `spellingsOf` of each word. */
export const spellings = table(
  'search_spellings',
  { spelling: text('COLLATE "C" NOT NULL'), word: text('COLLATE "C" NOT NULL') },
  { key: ['spelling', 'word'], rule: FOR_ALL },
);

/** The cards of videos, and the words of their details. */
export const videos = table(
  'search_videos',
  {
    videoId: uuid('NOT NULL'),
    ...cardColumns,
    nameTerms: hidden(text()),
    /** Without its markup, which would take longer to parse for a page of results than all other of it. */
    description: text("NOT NULL DEFAULT ''"),
    descriptionTerms: hidden(text("NOT NULL DEFAULT ''")),
    tags: textArray("NOT NULL DEFAULT '{}'"),
    /** As `keyOfTag` makes them. */
    tagKeys: hidden(textArray("NOT NULL DEFAULT '{}'")),
    tagTerms: hidden(text("NOT NULL DEFAULT ''")),
    category: oneOf(CATEGORIES),
    language: oneOf(LANGUAGES),
    /** Of the language, or of the site's if it is unknown. */
    configuration: hidden(text()),
    /** Of the chapters that were edited; null if those of the file count. Those in the description are words of it. */
    editedChapterTerms: hidden(text()),
    fileChapterTerms: hidden(text("NOT NULL DEFAULT ''")),
    views: bigint('NOT NULL DEFAULT 0'),
  },
  {
    key: ['videoId'],
    rule: (names) => `${listed(names)} AND ${names.isPlayable}`,
    indexes: ({ ownerId }) => [`(${ownerId})`],
  },
);

/** A line of a track: when it begins, in milliseconds, its text, and its words unless they are the text. */
export type SaidLine = readonly [start: number, text: string, terms?: string];

/** What is said in videos. */
export const tracks = table(
  'search_tracks',
  {
    trackId: uuid('NOT NULL'),
    videoId: known(uuid()),
    language: known(oneOf(LANGUAGES)),
    configuration: known(text()),
    isRemoved: boolean('NOT NULL DEFAULT false'),
    /** By their ids. */
    lines: jsonb<Readonly<Record<string, SaidLine>>>("DEFAULT '{}'"),
  },
  {
    key: ['trackId'],
    rule: ({ videoId, isRemoved }) => `NOT ${isRemoved} AND ${inIndex(videoId)}`,
    indexes: ({ videoId }) => [`(${videoId})`],
  },
);

/** A name is visible once the person has something to watch. */
const hasVideos = ({ userId }: { userId: string }) => inIndex(userId, 'owner_id');
const named = {
  userId: uuid('NOT NULL'),
  name: text(),
  terms: text(),
  vector: tsvector("GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, coalesce(terms, ''))) STORED"),
};
const byName = ({ vector }: { vector: string }) => [`USING gin (${vector})`];

/** The names of accounts. */
export const accounts = table('search_accounts', named, { key: ['userId'], rule: hasVideos, indexes: byName });
/** The names that creators gave their channels; null for that of the account. */
export const channels = table('search_channels', named, { key: ['userId'], rule: hasVideos, indexes: byName });

/** Series that everybody may see, and those that may become so. */
export const series = table(
  'search_series',
  {
    seriesId: uuid('NOT NULL'),
    title: known(text()),
    titleTerms: hidden(text()),
    descriptionTerms: hidden(text("NOT NULL DEFAULT ''")),
    isPublished: boolean('NOT NULL DEFAULT false'),
    isDeleted: boolean('NOT NULL DEFAULT false'),
    vector: tsvector(
      "GENERATED ALWAYS AS (setweight(to_tsvector('simple'::regconfig, coalesce(title_terms, '')), 'A') || setweight(to_tsvector('simple'::regconfig, description_terms), 'C')) STORED",
    ),
  },
  {
    key: ['seriesId'],
    rule: ({ isPublished, isDeleted }) => `${isPublished} AND NOT ${isDeleted}`,
    indexes: ({ vector, isPublished, isDeleted }) => [
      `USING gin (${vector}) WHERE ${isPublished} AND NOT ${isDeleted}`,
    ],
  },
);

/** Which videos are in which series. */
export const lessons = table(
  'search_lessons',
  {
    lessonId: uuid('NOT NULL'),
    seriesId: known(uuid()),
    videoId: known(uuid()),
    isRemoved: boolean('NOT NULL DEFAULT false'),
  },
  {
    key: ['lessonId'],
    rule: ({ videoId, isRemoved }) => `NOT ${isRemoved} AND ${inIndex(videoId)}`,
    indexes: ({ seriesId, videoId }) => [`(${seriesId})`, `(${videoId})`],
  },
);

/** The videos whose row of the index is to be made again, before the transaction ends. Empty after it. */
export const due = table('search_due', { videoId: uuid('NOT NULL') }, { key: ['videoId'], rule: 'false' });
