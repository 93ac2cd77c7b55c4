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
/** The characters of each track that are searched then, so that sixty tracks fit in. */
const CUT_CHARACTERS = 120_000;

/** The words of a track's lines. The lines are in the order of their ids. */
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
  || ARRAY(SELECT DISTINCT label FROM said, unnest(ARRAY[
       ${label(prefixes.captions, "''")}, ${label(prefixes.captions, 'said.language')},
       ${label(CONFIGURATION_LABEL, 'said.configuration')}]) AS label
     WHERE said.video_id = video.video_id ORDER BY label)`;

const weighed = (configuration: string, terms: string, weight: string) =>
  `setweight(to_tsvector(${configuration}, coalesce(${terms}, '')), '${weight}')`;

/** Makes the rows of marked videos again, and counts their words. */
const refreshRows = `
  WITH marked AS MATERIALIZED (DELETE FROM ${due.name} RETURNING video_id),
  video AS MATERIALIZED (
    SELECT video.*, ${levelOf('video.views')} AS level,
      coalesce(channel.terms, account.terms) AS creator_terms, series.terms AS series_terms
    FROM marked JOIN ${videos.name} AS video USING (video_id)
    LEFT JOIN ${accounts.name} AS account ON account.user_id = video.owner_id
    LEFT JOIN ${channels.name} AS channel ON channel.user_id = video.owner_id
    LEFT JOIN LATERAL (
      SELECT string_agg(series.title_terms, ' ' ORDER BY series.series_id) AS terms
      FROM ${lessons.name} AS lesson JOIN ${series.name} AS series USING (series_id)
      WHERE lesson.video_id = video.video_id AND NOT lesson.is_removed AND series.is_published AND NOT series.is_deleted
    ) AS series ON true
    WHERE video.is_listed AND video.is_playable AND video.published_at IS NOT NULL
      AND video.owner_id IS NOT NULL AND video.name IS NOT NULL AND video.upload_id IS NOT NULL
  ),
  said AS MATERIALIZED (
    SELECT track.video_id, track.track_id, track.language, track.configuration, ${LINES} AS terms
    FROM video JOIN ${tracks.name} AS track USING (video_id)
    WHERE NOT track.is_removed AND track.language IS NOT NULL AND track.lines <> '{}'
  ),
  counted AS MATERIALIZED (
    SELECT video_id, array_agg(word ORDER BY word COLLATE "C") AS words,
      sum(octet_length(word) + 6 + 2 * least(times, 256)) AS bytes
    FROM (
      SELECT video.video_id, word, count(*) AS times
      FROM video CROSS JOIN LATERAL unnest(string_to_array(concat_ws(' ',
        video.name_terms, video.tag_terms, video.creator_terms, video.series_terms, video.description_terms,
        coalesce(video.edited_chapter_terms, video.file_chapter_terms),
        (SELECT string_agg(said.terms, ' ') FROM said WHERE said.video_id = video.video_id)), ' ')) AS word
      WHERE word <> '' GROUP BY video.video_id, word
    ) AS each GROUP BY video_id
  ),
  spoken AS MATERIALIZED (
    SELECT said.video_id, string_agg(${weighed(
      'said.configuration::regconfig',
      `CASE WHEN counted.bytes < ${BYTES_MAX} THEN said.terms ELSE
         left(said.terms, (${CUT_CHARACTERS} / (SELECT count(*) FROM said AS other WHERE other.video_id = said.video_id))::int) END`,
      'D',
    )}::text, ' ' ORDER BY said.track_id)::tsvector AS vector
    FROM said JOIN counted USING (video_id) GROUP BY said.video_id
  ),
  fresh AS MATERIALIZED (
    SELECT video.video_id, video.owner_id, video.published_at, video.level, video.configuration,
      coalesce(counted.words, '{}') || label.every AS words,
      ${weighed('video.configuration::regconfig', 'video.name_terms', 'A')}
        || ${weighed(`'${PLAIN_CONFIGURATION}'`, 'video.name_terms', 'A')}
        || ${weighed('video.configuration::regconfig', "concat_ws(' ', video.tag_terms, video.creator_terms, video.series_terms)", 'B')}
        || ${weighed('video.configuration::regconfig', "concat_ws(' ', video.description_terms, coalesce(video.edited_chapter_terms, video.file_chapter_terms))", 'C')}
        || array_to_tsvector(label.every) AS meta
    FROM video LEFT JOIN counted USING (video_id)
    CROSS JOIN LATERAL (SELECT ${LABELS} AS every OFFSET 0) AS label
  ),
  old AS MATERIALIZED (SELECT video_id, words FROM ${index.name} JOIN marked USING (video_id)),
  gone AS (
    DELETE FROM ${index.name} USING old
    WHERE ${index.name}.video_id = old.video_id AND old.video_id NOT IN (SELECT video_id FROM fresh)
  ),
  written AS (
    INSERT INTO ${index.name} (video_id, owner_id, published_at, level, configuration, words, meta, whole)
    SELECT video_id, owner_id, published_at, level, configuration, words, meta, meta || coalesce(spoken.vector, '')
    FROM fresh LEFT JOIN spoken USING (video_id)
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
  fewer AS (
    DELETE FROM ${words.name} USING change
    WHERE ${words.name}.word = change.word AND ${words.name}.videos + change.times <= 0
    RETURNING ${words.name}.word
  ),
  other AS (
    UPDATE ${words.name} SET videos = ${words.name}.videos + change.times FROM change
    WHERE ${words.name}.word = change.word AND ${words.name}.videos + change.times > 0
  ),
  more AS (
    INSERT INTO ${words.name} (word, videos)
    SELECT word, times FROM change
    WHERE times > 0 AND NOT EXISTS (SELECT FROM ${words.name} WHERE ${words.name}.word = change.word)
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
