import { hash } from 'node:crypto';
import { cardinalIdOf } from './stream-name.ts';

/** The partition of one member of a consumer group. */
export interface ConsumerGroup {
  /** From 0. */
  member: number;
  /** How many members the group has. */
  size: number;
}

/** Message DB's type for the size is smallint. */
const LARGEST = 32_767;

/**
 * The member of a consumer group of this size that reads a stream. Message DB computes it as
 * `MOD(@hash_64(cardinal_id(stream_name)), size)`. Null for a category, which no member reads.
 */
export function partitionOf(streamName: string, size: number): number | null {
  assertSize(size);
  const id = cardinalIdOf(streamName);
  if (id === null) return null;
  const signed = hash('md5', id, 'buffer').readBigInt64BE();
  return Number((signed < 0n ? -signed : signed) % BigInt(size));
}

/**
 * The same as a SQL condition on `stream_name`, with plain expressions, which cost a fraction of Message DB's functions
 * per row. It is a CASE, because the planner assumes that an unknown condition selects half of the rows. For an
 * equality it expects almost none, and sorts the rest of the category for each batch.
 * @param size and `member` are SQL expressions, such as `$5`.
 */
export function partitionCondition(size: string, member: string): string {
  return `
    CASE WHEN strpos(stream_name, '-') = 0 THEN false ELSE
      mod(
        abs(left('x' || md5(split_part(substr(stream_name, strpos(stream_name, '-') + 1), '+', 1)), 17)::bit(64)::bigint),
        ${size}::bigint
      ) = ${member}::bigint
    END`;
}

/** @throws {RangeError} for an invalid group or member. */
export function assertConsumerGroup({ member, size }: ConsumerGroup): void {
  assertSize(size);
  if (Number.isInteger(member) && member >= 0 && member < size) return;
  throw new RangeError(`Consumer group: a member of ${size} is 0 to ${size - 1}, not ${member}`);
}

function assertSize(size: number): void {
  if (Number.isInteger(size) && size >= 1 && size <= LARGEST) return;
  throw new RangeError(`Consumer group: a size is 1 to ${LARGEST}, not ${size}`);
}
