import type { Statement } from '@message-db/runtime';
import { LENGTH_SECONDS } from '@/text/lengths';
import { CONFIGURATION_LABEL, prefixes, LEVEL_LABEL } from '@/text/search-labels';
import { PLAIN_CONFIGURATION } from '@/text/search-configurations';
import { accounts, channels, due, index, lessons, series, spellings, tracks, videos, words } from './tables';

/*
 * How the index follows the rows that it is made of. Each projection begins with `lock`, marks the videos that it changes,
 * before and after its change if that may move a video away, and ends with `refresh`. So a row of the index depends only on
 * the rows of the other tables, whatever order they came in, and each word's count on the rows of the index.
 */

/** Lets one category at a time change the search, because each of them makes rows of the index from all tables. */
export const lock: Statement = {
  text: `SELECT pg_advisory_xact_lock(hashtext('search'), hashtext(current_schema()))`,
  values: [],
};

/** Marks the videos whose ids a query returns. @param query `SELECT` of one column. */
export function mark(query: string, ids: readonly string[]): Statement {
  return { text: `INSERT INTO ${due.name} ${query} ON CONFLICT DO NOTHING`, values: [ids] };
}

export const VIDEOS_BY_ID = 'SELECT DISTINCT id FROM unnest($1::uuid[]) AS id';
export const VIDEOS_BY_OWNER = `SELECT video_id FROM ${videos.name} WHERE owner_id = ANY ($1::uuid[])`;
export const VIDEOS_BY_SERIES = `SELECT DISTINCT video_id FROM ${lessons.name} WHERE series_id = ANY ($1::uuid[]) AND video_id IS NOT NULL`;

/** The level of so many views: see `level` of the index. */
const levelOf = (views: string) => `length(ltrim((${views} + 1)::bit(64)::text, '0')) - 1`;
/** Those of these videos that are in the index with another level. */
export const VIDEOS_OF_NEW_LEVEL = `
  SELECT video.video_id FROM ${videos.name} AS video JOIN ${index.name} AS indexed USING (video_id)
  WHERE video.video_id = ANY ($1::uuid[]) AND indexed.level <> ${levelOf('video.views')}`;

/**
 * The largest tsvector in bytes is a megabyte, with all of a video's words. Nobody says so many different ones, but a file
 * may hold them: then the rest of what is said is not searched.
 */
const BYTES_MAX = 800_000;
/** The characters that are searched then, of all tracks together. */
const CUT_CHARACTERS = 120_000;

/** The words of a track's lines; null without any. The lines are in the order of their ids. */
const LINES = `(SELECT string_agg(coalesce(line.value->>2, line.value->>1), ' ') FROM jsonb_each(track.lines) AS line)`;

/** Labels of a video as `labels` of text/search-labels.ts makes them. */
const label = (text: string, value: string) => `'${text}' || ${value}`;
const LABELS = `array_remove(ARRAY[
    ${label(prefixes.category, 'video.category')},
    ${label(prefixes.language, 'video.language')},
    ${label(CONFIGURATION_LABEL, 'video.configuration')},
    '${prefixes.length}' || CASE
      WHEN video.duration_seconds < ${LENGTH_SECONDS.short.below} THEN 'short'
      WHEN video.duration_seconds < ${LENGTH_SECONDS.medium.below} THEN 'medium'
      WHEN video.duration_seconds IS NOT NULL THEN 'long' END
  ], NULL)
  || ARRAY(SELECT '${LEVEL_LABEL}' || lpad(level::text, 2, '0') FROM generate_series(0, video.level) AS level)
  || ARRAY(SELECT ${label(prefixes.tag, 'tag')} FROM unnest(video.tag_keys) AS tag)
  || ARRAY(SELECT DISTINCT label FROM unnest(said.languages, said.configurations) AS track (language, configuration),
       unnest(ARRAY[${label(prefixes.captions, "''")}, ${label(prefixes.captions, 'track.language')},
         ${label(CONFIGURATION_LABEL, 'track.configuration')}]) AS label
     ORDER BY label)`;

const weighed = (configuration: string, terms: string, weight: string) =>
  `setweight(to_tsvector(${configuration}, coalesce(${terms}, '')), '${weight}')`;

/** The words of a text, each once and in order. As a tsvector, which is fastest, if it cannot be larger than one may be. */
const wordsIn = (terms: string) => `
  CASE WHEN octet_length(${terms}) < ${BYTES_MAX}
    THEN tsvector_to_array(array_to_tsvector(array_remove(string_to_array(${terms}, ' '), '')))
    ELSE ARRAY(SELECT DISTINCT word COLLATE "C" AS word FROM unnest(string_to_array(${terms}, ' ')) AS word
      WHERE word <> '' ORDER BY word) END`;

/** Whether the words of a text may be too many. A short one needs no counting: a word of n bytes takes at most n + 8. */
const isTooLong = (terms: string) => `
  CASE WHEN octet_length(${terms}) < ${BYTES_MAX / 5} THEN false
    ELSE (
      SELECT sum(octet_length(word) + 6 + 2 * least(times, 256)) >= ${BYTES_MAX} FROM (
        SELECT word, count(*) AS times FROM unnest(string_to_array(${terms}, ' ')) AS word WHERE word <> '' GROUP BY word
      ) AS each
    ) END`;

/** A track's part of what is said, or all of it. */
const spokenIn = (configuration: string, terms: string) =>
  weighed(
    `(${configuration})::regconfig`,
    `CASE WHEN counted.is_too_long THEN left(${terms}, ${CUT_CHARACTERS} / said.tracks) ELSE ${terms} END`,
    'D',
  );

/**
 * Makes the rows of marked videos again, and counts their words. Each video is made by itself, from tables that are read
 * by their indexes, because Postgres does not know how many are marked: it would read all tracks for a few videos, or
 * look at all of many videos for each of them.
 */
const refreshRows = `
  WITH marked AS MATERIALIZED (DELETE FROM ${due.name} RETURNING video_id),
  fresh AS MATERIALIZED (
    SELECT video.video_id, video.owner_id, video.published_at, video.level, video.configuration,
      counted.words || label.every AS words, meta.vector AS meta, meta.vector || coalesce(spoken.vector, '') AS whole
    FROM marked
    CROSS JOIN LATERAL (
      SELECT video.*, ${levelOf('video.views')} AS level FROM ${videos.name} AS video
      WHERE video.video_id = marked.video_id
        AND video.is_listed AND video.is_playable AND video.published_at IS NOT NULL
        AND video.owner_id IS NOT NULL AND video.name IS NOT NULL AND video.upload_id IS NOT NULL
      OFFSET 0
    ) AS video
    CROSS JOIN LATERAL (
      SELECT coalesce(
        (SELECT terms FROM ${channels.name} AS channel WHERE channel.user_id = video.owner_id),
        (SELECT terms FROM ${accounts.name} AS account WHERE account.user_id = video.owner_id)
      ) AS terms OFFSET 0
    ) AS creator
    CROSS JOIN LATERAL (
      SELECT string_agg(series.title_terms, ' ' ORDER BY series.series_id) AS terms
      FROM ${lessons.name} AS lesson JOIN ${series.name} AS series USING (series_id)
      WHERE lesson.video_id = video.video_id AND NOT lesson.is_removed AND series.is_published AND NOT series.is_deleted
    ) AS series
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS tracks, array_agg(language ORDER BY track_id) AS languages,
        array_agg(configuration ORDER BY track_id) AS configurations, array_agg(terms ORDER BY track_id) AS terms
      FROM (
        SELECT track_id, language, configuration, ${LINES} AS terms FROM ${tracks.name} AS track
        WHERE track.video_id = video.video_id AND NOT track.is_removed AND track.language IS NOT NULL
        OFFSET 0
      ) AS track
      WHERE track.terms IS NOT NULL
    ) AS said
    CROSS JOIN LATERAL (SELECT ${LABELS} AS every OFFSET 0) AS label
    CROSS JOIN LATERAL (
      SELECT concat_ws(' ', video.tag_terms, creator.terms, series.terms) AS names,
        concat_ws(' ', video.description_terms, coalesce(video.edited_chapter_terms, video.file_chapter_terms)) AS details
      OFFSET 0
    ) AS written
    CROSS JOIN LATERAL (
      SELECT concat_ws(' ', video.name_terms, written.names, written.details, array_to_string(said.terms, ' ')) AS terms
      OFFSET 0
    ) AS every
    CROSS JOIN LATERAL (
      SELECT ${wordsIn('every.terms')} AS words, ${isTooLong('every.terms')} AS is_too_long OFFSET 0
    ) AS counted
    CROSS JOIN LATERAL (
      SELECT ${weighed('video.configuration::regconfig', 'video.name_terms', 'A')}
        || ${weighed(`'${PLAIN_CONFIGURATION}'`, 'video.name_terms', 'A')}
        || ${weighed('video.configuration::regconfig', 'written.names', 'B')}
        || ${weighed('video.configuration::regconfig', 'written.details', 'C')}
        || array_to_tsvector(label.every) AS vector
      OFFSET 0
    ) AS meta
    CROSS JOIN LATERAL (
      SELECT CASE said.tracks
        WHEN 0 THEN NULL
        WHEN 1 THEN ${spokenIn('said.configurations[1]', 'said.terms[1]')}
        ELSE (
          SELECT string_agg(${spokenIn('track.configuration', 'track.terms')}::text, ' ' ORDER BY ordinal)::tsvector
          FROM unnest(said.configurations, said.terms) WITH ORDINALITY AS track (configuration, terms, ordinal)
        ) END AS vector
      OFFSET 0
    ) AS spoken
  ),
  old AS MATERIALIZED (
    SELECT old.video_id, old.words FROM marked
    CROSS JOIN LATERAL (
      SELECT indexed.video_id, indexed.words FROM ${index.name} AS indexed WHERE indexed.video_id = marked.video_id OFFSET 0
    ) AS old
  ),
  gone AS (
    DELETE FROM ${index.name} USING old
    WHERE ${index.name}.video_id = old.video_id AND old.video_id NOT IN (SELECT video_id FROM fresh)
  ),
  written AS (
    INSERT INTO ${index.name} (video_id, owner_id, published_at, level, configuration, words, meta, whole)
    SELECT video_id, owner_id, published_at, level, configuration, words, meta, whole FROM fresh
    ON CONFLICT (video_id) DO UPDATE SET owner_id = excluded.owner_id, published_at = excluded.published_at,
      level = excluded.level, configuration = excluded.configuration, words = excluded.words,
      meta = excluded.meta, whole = excluded.whole
    WHERE (${index.name}.published_at, ${index.name}.owner_id, ${index.name}.words, ${index.name}.meta, ${index.name}.whole)
      IS DISTINCT FROM (excluded.published_at, excluded.owner_id, excluded.words, excluded.meta, excluded.whole)
  ),
  change AS MATERIALIZED (
    SELECT word, sum(times)::int AS times FROM (
      SELECT unnest(words) AS word, 1 AS times FROM fresh UNION ALL SELECT unnest(words), -1 FROM old
    ) AS each GROUP BY word HAVING sum(times) <> 0
  ),
  known AS MATERIALIZED (
    SELECT change.word, change.times, counted.ctid AS place, coalesce(counted.videos, 0) + change.times AS videos
    FROM change LEFT JOIN LATERAL (
      SELECT counted.ctid, counted.videos FROM ${words.name} AS counted WHERE counted.word = change.word OFFSET 0
    ) AS counted ON true
  ),
  fewer AS (
    DELETE FROM ${words.name} USING known WHERE ${words.name}.ctid = known.place AND known.videos <= 0
    RETURNING ${words.name}.word
  ),
  other AS (
    UPDATE ${words.name} SET videos = known.videos FROM known
    WHERE ${words.name}.ctid = known.place AND known.videos > 0
  ),
  more AS (
    INSERT INTO ${words.name} (word, videos) SELECT word, videos FROM known WHERE place IS NULL AND videos > 0
    RETURNING word
  ),
  unlearnt AS (
    DELETE FROM ${spellings.name} USING fewer CROSS JOIN LATERAL (${spellingsOf('fewer.word')}) AS form
    WHERE ${spellings.name}.spelling = form.spelling AND ${spellings.name}.word = fewer.word
  )
  INSERT INTO ${spellings.name} (spelling, word)
  SELECT form.spelling, more.word FROM more CROSS JOIN LATERAL (${spellingsOf('more.word')}) AS form`;

/** `canBeMisspelt` and `spellingsOf` of text/search-words.ts, in SQL. A joined script has words of two characters here. */
function spellingsOf(word: string): string {
  return `
    SELECT DISTINCT CASE n WHEN 0 THEN ${word} ELSE left(${word}, n - 1) || substr(${word}, n + 1) END AS spelling
    FROM generate_series(0, length(${word})) AS n
    WHERE length(${word}) BETWEEN 4 AND 20 AND ${word} !~ '[0-9 ]'`;
}

export const refresh: Statement = { text: refreshRows, values: [] };
