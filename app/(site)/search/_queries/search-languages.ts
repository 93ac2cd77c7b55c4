import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { isLanguage, type Language } from '@/text/languages';
import { prefixes } from '@/text/search-labels';
import { afterPrefix } from './study-words';

/** Returns the languages that public videos are in, and those of their captions. */
export async function searchLanguages(): Promise<{ spoken: Language[]; captions: Language[] }> {
  const begin = (prefix: string) => sql`(word >= ${prefix} AND word < ${afterPrefix(prefix)})`;
  const rows = await query(
    statement(sql<{ word: string }>`
      SELECT word FROM view.search_words WHERE ${begin(prefixes.language)} OR ${begin(prefixes.captions)}`),
  );
  const withPrefix = (prefix: string) =>
    rows
      .filter(({ word }) => word.startsWith(prefix))
      .map(({ word }) => word.slice(prefix.length))
      .filter((tag) => isLanguage(tag));
  return { spoken: withPrefix(prefixes.language), captions: withPrefix(prefixes.captions) };
}
