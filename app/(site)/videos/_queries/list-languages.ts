import 'server-only';
import { sql } from 'kysely';
import { queryShared } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { LANGUAGES, type Language } from '@/text/languages';

/** Returns the languages in which there are public videos. */
export async function listLanguages(): Promise<Language[]> {
  const rows = await queryShared(
    statement(sql<{ language: Language }>`
      SELECT language FROM unnest(${[...LANGUAGES]}::text[]) AS language
      WHERE EXISTS (
        SELECT FROM view.home_page_videos AS video WHERE video.language = language.language AND video.is_playable
      )`),
    () => ['home'],
  );
  return rows.map(({ language }) => language);
}
