import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { canBeMisspelt, searchedWords, spellingsOf } from '@/text/search-words';
import { CONFIGURATION_LABEL } from '@/text/search-labels';
import { WORDS_MAX, type KnownWord, type StudiedWord } from '../word-queries';

/** The most languages in which a word is looked up: those of the most videos. */
const CONFIGURATIONS_MAX = 6;
/** The most similar words of a word. */
const SIMILAR_MAX = 30;

/** The first text after all that begin with a prefix, in the order of bytes. */
export const afterPrefix = (prefix: string) => `${prefix}\u{10FFFF}`;

/** Returns what the site knows of the words of a query, at most `WORDS_MAX`. */
export async function studyWords(q: string): Promise<StudiedWord[]> {
  const searched = searchedWords(q).slice(0, WORDS_MAX);
  if (searched.length === 0) return [];
  const forms = searched
    .filter(({ word, isPrefix }) => !isPrefix && canBeMisspelt(word))
    .flatMap(({ word }) => spellingsOf(word).map((form) => ({ word, form })));
  const rows = await query(
    statement(sql<{ word: string; videos: number | null; stems: string[][]; similar: KnownWord[] }>`
      WITH used AS MATERIALIZED (
        SELECT substr(word, ${CONFIGURATION_LABEL.length + 1}::int)::regconfig AS configuration FROM view.search_words
        WHERE word >= ${CONFIGURATION_LABEL} AND word < ${afterPrefix(CONFIGURATION_LABEL)}
        ORDER BY videos DESC, word LIMIT ${CONFIGURATIONS_MAX}
      )
      SELECT asked.word, known.videos,
        coalesce((SELECT jsonb_agg(tsvector_to_array(to_tsvector(used.configuration, asked.word))) FROM used), '[]') AS stems,
        coalesce((
          SELECT jsonb_agg(jsonb_build_object('word', near.word, 'videos', near.videos)) FROM (
            SELECT other.word, other.videos
            FROM unnest(${forms.map(({ word }) => word)}::text[], ${forms.map(({ form }) => form)}::text[]) AS form (word, spelling)
            JOIN view.search_spellings AS spelling ON spelling.spelling = form.spelling
            JOIN view.search_words AS other ON other.word = spelling.word
            WHERE form.word = asked.word
            GROUP BY other.word, other.videos ORDER BY other.videos DESC, other.word LIMIT ${SIMILAR_MAX}
          ) AS near
        ), '[]') AS similar
      FROM unnest(${searched.map(({ word }) => word)}::text[]) WITH ORDINALITY AS asked (word, ordinal)
      LEFT JOIN view.search_words AS known ON known.word = asked.word
      ORDER BY asked.ordinal`),
  );
  return rows.map(({ word, videos, stems, similar }, index) => ({
    ...searched[index]!,
    videos: videos ?? 0,
    // A word that is searched by its beginning has no stem: its videos have longer words.
    lexemes: searched[index]!.isPrefix ? [word] : [...new Set([...stems.flat(), word])],
    isStopWord: stems.some((each) => each.length === 0),
    similar,
  }));
}
