import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { foldText } from '@/text/fold';
import { correctionOf } from '../corrections';
import { queriesOf, type StudiedWord } from '../word-queries';
import { afterPrefix, studyWords } from './study-words';

const SUGGESTIONS_MAX = 8;
/** The most words that continue what is typed. */
const WORDS_MAX = 3;
/** Shorter beginnings of words lead to too many words. */
const BEGINNING_MIN = 3;
/** The most matches that are looked at for their popularity. */
const LOOKED_AT_MAX = 2_000;

/**
 * Returns suggestions for a typed text: words that continue the last one, and titles of videos and series. If there are
 * none, those for what was probably meant.
 */
export async function suggest(typed: string): Promise<string[]> {
  const studied = await studyWords(typed);
  if (studied.length === 0) return [];
  const found = await suggestionsFor(typed, studied);
  if (found.length > 0) return found;
  const meant = studied.map((each) => correctionOf(each) ?? each.word);
  if (meant.every((word, index) => word === studied[index]!.word)) return [];
  const instead = meant.join(' ');
  return unique([instead, ...(await suggestionsFor(instead, await studyWords(instead)))]);
}

async function suggestionsFor(typed: string, studied: readonly StudiedWord[]): Promise<string[]> {
  const last = studied.at(-1)!;
  // The last word may not be typed to its end.
  const words = [...studied.slice(0, -1), { ...last, isStopWord: false, isPrefix: true }];
  const { every } = queriesOf(words, []);
  const before =
    studied.length === 1
      ? ''
      : `${studied
          .slice(0, -1)
          .map(({ word }) => word)
          .join(' ')} `;
  const rows = await query(
    statement(sql<{ text: string }>`
      WITH by_meta AS (
        SELECT video_id, level FROM view.search_index WHERE meta @@ ${every}::tsquery LIMIT ${LOOKED_AT_MAX}
      ),
      continued AS (
        SELECT word, videos FROM view.search_words
        WHERE ${last.word.length >= BEGINNING_MIN} AND word >= ${last.word} AND word < ${afterPrefix(last.word)}
        ORDER BY videos DESC, word LIMIT ${WORDS_MAX}
      )
      (SELECT ${before}::text || word AS text FROM continued WHERE word <> ${last.word} OR ${studied.length === 1} ORDER BY videos DESC, word)
      UNION ALL
      (SELECT title FROM view.search_series WHERE vector @@ ${every}::tsquery ORDER BY title LIMIT 2)
      UNION ALL
      (SELECT name FROM by_meta JOIN view.search_videos USING (video_id)
       ORDER BY to_tsvector('simple', name) @@ ${every}::tsquery DESC, level DESC, views DESC, video_id LIMIT ${SUGGESTIONS_MAX})`),
  );
  return unique(rows.map(({ text }) => text).filter((text) => foldText(text) !== foldText(typed.trim())));
}

/** Each text once, however it is written. */
function unique(texts: readonly string[]): string[] {
  const byFold = new Map(texts.toReversed().map((text) => [foldText(text), text]));
  return [...new Set(texts.map((text) => byFold.get(foldText(text))!))].slice(0, SUGGESTIONS_MAX);
}
