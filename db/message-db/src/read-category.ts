import { partitionCondition, type ConsumerGroup } from './partition.ts';
import { COLUMNS } from './row.ts';

/** What `categoryQuery` reads: see `ReadOptions`. */
export interface CategoryRead {
  position: number;
  batchSize: number;
  isBackward?: boolean;
  correlation?: string | undefined;
  consumerGroup?: ConsumerGroup | undefined;
}

/**
 * The messages of a category from a position on, in order: those that `get_category_messages` gives. Backward, those up to
 * the position, the newest first. Its plan is to walk the index `messages_category` from the position, whatever else the
 * store holds and whatever the planner knows of it:
 *
 * - By the pair of category and position, not by each of them, so that only this index has the order that is asked for.
 *   Asked for the position alone, the planner may walk the primary key through all that busy categories have written.
 * - From sub-selects, so that the planner does not look for the category in its statistics. Those of a new category are
 *   out of date, and by them it may sort all the rest of it for each batch.
 * - Without a name: a plan kept from when the table was young would go on walking the whole of it.
 */
export function categoryQuery(
  category: string,
  read: CategoryRead,
  columns = COLUMNS,
): { text: string; values: unknown[] } {
  const { position, batchSize, isBackward = false, correlation, consumerGroup } = read;
  const values: unknown[] = [category, position, batchSize];
  const [onward, until, order] = isBackward ? ['<=', '>=', 'DESC'] : ['>=', '<=', 'ASC'];
  const conditions = [
    `(message_store.category(stream_name), global_position) ${onward} ((SELECT $1::varchar), (SELECT $2::bigint))`,
    `message_store.category(stream_name) ${until} (SELECT $1::varchar)`,
  ];
  if (correlation !== undefined) {
    values.push(correlation);
    conditions.push(`message_store.category(metadata->>'correlationStreamName') = $${values.length}`);
  }
  if (consumerGroup) {
    values.push(consumerGroup.size, consumerGroup.member);
    conditions.push(partitionCondition(`$${values.length - 1}`, `$${values.length}`));
  }
  const text = `
    SELECT ${columns}
    FROM message_store.messages
    WHERE ${conditions.join(' AND ')}
    ORDER BY message_store.category(stream_name) ${order}, global_position ${order}
    LIMIT $3`;
  return { text, values };
}
