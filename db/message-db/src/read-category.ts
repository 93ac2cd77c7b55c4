import { partitionCondition, type ConsumerGroup } from './partition.ts';
import { COLUMNS } from './row.ts';

/** The read of `categoryQuery`: see `ReadOptions`. */
export interface CategoryRead {
  position: number;
  batchSize: number;
  isBackward?: boolean;
  correlation?: string | undefined;
  consumerGroup?: ConsumerGroup | undefined;
}

/**
 * Reads the messages of a category from a position on, in order, as `get_category_messages` does. Backward, it reads
 * those up to the position, the newest first. Its plan is always a scan of the index `messages_category` from the
 * position:
 *
 * - It compares and orders by the pair of category and position, so that only this index has the needed order. Ordered
 *   by the position alone, the planner may scan the primary key through everything that busy categories wrote.
 * - The arguments are sub-selects, so that the planner does not look up the category in its statistics. Those of a new
 *   category are out of date, and then the planner may sort the rest of the category for each batch.
 * - The statement has no name: a plan cached while the table was small would keep scanning all of it.
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
