import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** A video in somebody's archives. */
export type ListedItem = Omit<Views['import_items'], 'userId' | 'scanId' | 'origin' | 'publishedOn'> & {
  /** `2024-05-03`, or null. */
  readonly publishedOn: string | null;
};

/** Returns the videos that a scan found in a person's archives, sorted by path. */
export async function foundItems(userId: string, scanId: string): Promise<readonly ListedItem[]> {
  const items = await queryAs(
    { userId },
    views
      .selectFrom('import_items')
      .where('userId', '=', userId)
      .where('scanId', '=', scanId)
      .select(['itemId', 'path', 'bytes', 'title', 'descriptionLength', 'tags', 'chapters', 'captions', 'notices'])
      .select(['refusal', 'state', 'failure', 'videoId'])
      .select(({ cast }) => cast<string | null>('publishedOn', 'text').as('publishedOn')),
  );
  return items.toSorted((one, other) => byPath.compare(one.path, other.path));
}

/** As people number lessons: `2` before `10`. */
const byPath = new Intl.Collator('en', { numeric: true });
