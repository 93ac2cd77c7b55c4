import type { Message } from '@message-db/client';
import type { Aggregator, Projection } from './aggregator';
import { goLive, prepareTables, schemaOf } from './aggregator-tables';
import { startConsumer } from './consumer';
import { positionStore } from './position';
import type { Host, Subscription } from './subscription';
import { isAwaited, recordProjected } from './trace';
import { inTransaction } from './transaction';

const BATCH_SIZE = 1000;
/** News of messages older than this is no news: a rebuild must not make open pages flicker. */
const NEWS_MS = 60_000;

/**
 * The subscriptions of an aggregator, one a category. View changes, the position and the record of awaited events
 * commit in one transaction.
 */
export function aggregates(aggregator: Aggregator): Subscription[] {
  const behind = new Set(aggregator.projections.map(({ category }) => category));

  async function caughtUp(host: Host, category: string): Promise<void> {
    if (!behind.delete(category) || behind.size > 0) return;
    await goLive(host.store.pool, aggregator);
    host.log.info({ version: aggregator.version }, 'caught up');
  }

  return aggregator.projections.map((projection) => ({
    name: aggregator.name,
    start: (host) =>
      startConsumer({
        name: aggregator.name,
        category: projection.category,
        store: host.store,
        positions: positionStore(`${schemaOf(aggregator)}.position`, aggregator.name),
        sleeper: host.wakeUp.subscribe(projection.category),
        log: host.log,
        pollInterval: host.pollInterval,
        batchSize: BATCH_SIZE,
        prepare: () => prepareTables(host.store.pool, aggregator),
        handle: (batch, position) => project(host, aggregator, projection, batch, position),
        caughtUp: () => caughtUp(host, projection.category),
      }),
  }));
}

/** Projects a batch and moves the position, exactly once. */
export async function project(
  host: Pick<Host, 'store' | 'announce'>,
  aggregator: Aggregator,
  projection: Projection,
  batch: readonly Message[],
  position: number,
): Promise<void> {
  const last = batch.at(-1);
  if (!last) return;
  const schema = schemaOf(aggregator);
  const awaited = batch.filter((message) => isAwaited(message));
  await inTransaction(
    host.store.pool,
    async (client) => {
      for (const { text, values } of projection.project(batch)) await client.query(text, [...values]);
      if (awaited.length > 0) await recordProjected(client, aggregator.name, awaited);
      await positionStore('position', aggregator.name).move(client, projection.category, position, last.globalPosition);
    },
    `SET LOCAL search_path = ${schema}, message_store, public`,
  );
  const news = batch.filter((message) => Date.now() - message.time.getTime() < NEWS_MS);
  await host.announce({
    traces: awaited.map((message) => message.metadata.traceId as string),
    topics: projection.topics(news),
  });
}
