import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import type { Views } from '@/workers/aggregators/contract';

/** A video in somebody's archives. */
export type ListedItem = Omit<Views['import_items'], 'userId' | 'scanId' | 'origin' | 'publishedOn' | 'twinId'> & {
  /** `2024-05-03`, or null. */
  readonly publishedOn: string | null;
};

/** Returns the videos that a scan found in a person's archives, sorted by path. */
export async function foundItems(userId: string, scanId: string): Promise<readonly ListedItem[]> {
  const items = await queryAs(
    { userId },
    views
      .selectFrom('import_items as item')
      .leftJoin('import_items as twin', 'twin.itemId', 'item.twinId')
      .where('item.userId', '=', userId)
      .where('item.scanId', '=', scanId)
      .select(['item.itemId', 'item.path', 'item.bytes', 'item.title', 'item.descriptionLength', 'item.tags'])
      .select(['item.chapters', 'item.captions', 'item.notices', 'item.refusal', 'item.failure'])
      // Of two equal files, one is imported for both.
      .select(({ fn }) => fn.coalesce('item.state', 'twin.state').as('state'))
      .select(({ fn }) => fn.coalesce('item.videoId', 'twin.videoId').as('videoId'))
      .select(({ cast }) => cast<string | null>('item.publishedOn', 'text').as('publishedOn')),
  );
  return items.toSorted((one, other) => byPath.compare(one.path, other.path));
}

/** As people number lessons: `2` before `10`. */
const byPath = new Intl.Collator('en', { numeric: true });
