import type { Pool } from 'pg';
import { repartition } from '@message-db/runtime/operations';
import type { Terminal } from './terminal';
import { listed } from './text';
import { UsageError } from './usage-error';

interface Known {
  readonly consumer: string;
  readonly category: string;
  readonly partitions: number;
  readonly aggregator: string | null;
}

/**
 * `ctl partitions`: changes the number of a consumer's partitions. @param category null if the consumer reads only one.
 */
export async function partitions(
  pool: Pool,
  terminal: Terminal,
  consumer: string,
  category: string | null,
  count: number,
): Promise<number> {
  const { rows } = await pool.query<Known>(
    `SELECT consumer, category, partitions, aggregator FROM runtime.consumer LEFT JOIN runtime.build ON schema = consumer
     WHERE state IS DISTINCT FROM 'retired' ORDER BY consumer, category`,
  );
  const known = choose(rows, consumer, category);
  if (known.partitions === count) {
    await terminal.say(`${consumer} reads ${known.category} in ${partitionsOf(count)} already.`);
    return 0;
  }
  await repartition(pool, consumer, known.category, count);
  await terminal.say(
    `✓ ${consumer} reads ${known.category} in ${partitionsOf(count)} from now on, instead of ${known.partitions}. ` +
      'All processes of its worker share them.',
  );
  return 0;
}

/** Finds the consumer and category. @throws {UsageError} with the possible choices. */
function choose(all: readonly Known[], consumer: string, category: string | null): Known {
  const aggregator = all.find(
    (known) => known.aggregator !== null && [known.consumer, known.aggregator].includes(consumer),
  );
  if (aggregator) {
    throw new UsageError(
      `${aggregator.aggregator} is an aggregator, which has no partitions: one process changes its tables, in order.`,
    );
  }
  const own = all.filter((known) => known.consumer === consumer);
  if (own.length === 0) {
    const names = [...new Set(all.filter((known) => known.aggregator === null).map((known) => known.consumer))];
    throw new UsageError(
      `There is no consumer ${consumer}: there is ${names.length === 0 ? 'none, as no worker has run yet' : listed(names)}.`,
    );
  }
  const chosen = category === null && own.length === 1 ? own[0] : own.find((known) => known.category === category);
  if (chosen) return chosen;
  const categories = listed(own.map((known) => known.category));
  throw new UsageError(
    category === null
      ? `${consumer} reads ${categories}: choose one.`
      : `${consumer} does not read ${category}: it reads ${categories}.`,
  );
}

function partitionsOf(count: number): string {
  return count === 1 ? '1 partition' : `${count} partitions`;
}
