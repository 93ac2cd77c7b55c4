import 'server-only';
import { sql, type RawBuilder } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { LEVEL_LABEL } from '@/text/search-labels';
import type { Sort } from '../search-state';
import type { WordQueries } from '../word-queries';
import { afterPrefix } from './study-words';

/**
 * How many videos are ranked: reading the words of more would take most of the time. They are the most popular ones that
 * match, and those that match by title, tags or description.
 */
const RANKED_MAX = 200;
const BY_META_MAX = 100;
/** The most matches that are looked at for their popularity. */
const LOOKED_AT_MAX = 20_000;
/** The sizes of the most popular part of the site, in videos, which is asked first. */
const TOP = 1_000;
const MIDDLE = 10_000;
/** What a word counts in what is said, in a description, in tags, and in a title. */
const WEIGHTS = '{0.1,0.3,0.6,1}';

/**
 * Returns the ids of videos with these words and labels, the best first, at most about `RANKED_MAX`. If there are that many,
 * `isAll` is false.
 * @param condition what a video must match: all words, or some. @param queries the words, for ranking.
 * @param since only videos that were published after it.
 */
export async function findVideos(
  condition: string,
  { words, phrase }: WordQueries,
  { since, sort }: { since: Date | null; sort: Sort },
): Promise<{ videoIds: string[]; isAll: boolean }> {
  const matches = sql`${condition}::tsquery`;
  const recent = since === null ? sql`` : sql` AND published_at > ${since}`;
  const candidates = sort === 'newest' ? newest(matches, recent) : popular(matches, recent);
  const rows = await query(
    statement(sql<{ videoId: string }>`
      ${candidates}
      SELECT indexed.video_id
      FROM (SELECT video_id FROM candidate ${sort === 'relevance' ? sql`UNION SELECT video_id FROM by_meta` : sql``}) AS each
      JOIN view.search_index AS indexed USING (video_id)
      ${sort === 'views' ? sql`JOIN view.search_videos AS video USING (video_id)` : sql``}
      ORDER BY ${orderOf(sort, words, phrase)}, indexed.published_at DESC, indexed.video_id`),
  );
  return { videoIds: rows.map(({ videoId }) => videoId), isAll: rows.length < RANKED_MAX };
}

function orderOf(sort: Sort, words: string, phrase: string | null): RawBuilder<unknown> {
  if (sort === 'newest') return sql`indexed.published_at DESC`;
  if (sort === 'views') return sql`video.views DESC`;
  const inOrder = phrase === null ? sql`` : sql` * CASE WHEN indexed.meta @@ ${phrase}::tsquery THEN 1.5 ELSE 1 END`;
  return sql`ts_rank(${WEIGHTS}::real[], indexed.whole, ${words}::tsquery)${inOrder} * (1 + 0.05 * indexed.level) DESC`;
}

/** The most popular matches, and those that match by title, tags or description. */
function popular(matches: RawBuilder<unknown>, recent: RawBuilder<unknown>) {
  const level = (videos: number) => sql`
    (SELECT min(word) FROM view.search_words
     WHERE word >= ${LEVEL_LABEL} AND word < ${afterPrefix(LEVEL_LABEL)} AND videos <= ${videos})`;
  return sql`
    WITH part AS MATERIALIZED (SELECT ${level(TOP)} AS top, ${level(MIDDLE)} AS middle),
    ${mostPopular('candidate', 'whole', matches, recent, RANKED_MAX)},
    ${mostPopular('by_meta', 'meta', matches, recent, BY_META_MAX)}`;
}

/**
 * The most popular videos of which a column matches. They are looked for among the most popular thousand videos first, then ten
 * thousand, then all: only if these have few is the next part asked, and then few of it match. So a frequent word costs what a
 * rare one does.
 * @param name of the common table expression with their ids.
 */
function mostPopular(
  name: string,
  column: 'whole' | 'meta',
  matches: RawBuilder<unknown>,
  recent: RawBuilder<unknown>,
  max: number,
) {
  const [first, second, third] = ['first', 'second', 'third'].map((each) => sql.ref(`${name}_${each}`)) as [
    RawBuilder<unknown>,
    RawBuilder<unknown>,
    RawBuilder<unknown>,
  ];
  const part = (of: string) => sql`(SELECT quote_literal(${sql.ref(of)})::tsquery FROM part)`;
  const best = (where: RawBuilder<unknown>) => sql`
    SELECT video_id, level, published_at FROM view.search_index WHERE ${where}${recent}`;
  const match = (wanted: RawBuilder<unknown>) => sql`${sql.ref(column)} @@ ${wanted}`;
  const order = sql`ORDER BY level DESC, published_at DESC LIMIT ${max}`;
  const topIsAll = sql`(SELECT top = ${`${LEVEL_LABEL}00`} FROM part) IS TRUE`;
  const few = (of: RawBuilder<unknown>) => sql`(SELECT count(*) FROM ${of}) < ${max}`;
  return sql`
    ${first} AS MATERIALIZED (${best(match(sql`(${matches} && ${part('top')})`))} ${order}),
    ${second} AS MATERIALIZED (
      ${best(sql`${few(first)} AND NOT ${topIsAll} AND ${match(sql`(${matches} && ${part('middle')})`)}`)} ${order}
    ),
    ${third} AS MATERIALIZED (
      SELECT * FROM (
        ${best(sql`${few(first)} AND NOT ${topIsAll} AND ${few(second)} AND ${match(matches)}`)} LIMIT ${LOOKED_AT_MAX}
      ) AS each ${order}
    ),
    ${sql.ref(name)} AS MATERIALIZED (
      SELECT video_id FROM (TABLE ${first} UNION TABLE ${second} UNION TABLE ${third}) AS each ${order}
    )`;
}

/** The newest matches. */
function newest(matches: RawBuilder<unknown>, recent: RawBuilder<unknown>) {
  return sql`
    WITH matching AS MATERIALIZED (
      SELECT video_id, published_at FROM view.search_index WHERE whole @@ ${matches}${recent} OFFSET 0
    ),
    candidate AS MATERIALIZED (SELECT video_id FROM matching ORDER BY published_at DESC, video_id LIMIT ${RANKED_MAX})`;
}
