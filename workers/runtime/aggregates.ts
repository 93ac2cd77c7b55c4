import type { Message } from '@message-db/client';
import type { Aggregator, Projection } from './aggregator';
import { goLive, isIntact, prepareTables, schemaOf } from './aggregator-tables';
import { startConsumer } from './consumer';
import { positionStore } from './position';
import { StandBy } from './stand-by';
import type { Host, Subscription } from './subscription';
import { isAwaited, recordProjected } from './trace';
import { inTransaction } from './transaction';

const BATCH_SIZE = 1000;
/** News of messages older than this is no news: a rebuild must not make open pages flicker. */
const NEWS_MS = 60_000;
/** How often a consumer with nothing to do looks whether its tables are still there. */
const LOOK_EVERY_MS = 2000;

/**
 * The subscriptions of an aggregator, one a category. View changes, the position and the record of awaited events
 * commit in one transaction. Tables that somebody drops are built anew, also while it runs.
 */
export function aggregates(aggregator: Aggregator): Subscription[] {
  const categories = aggregator.projections.map(({ category }) => category);
  const behind = new Set(categories);
  let live = false;

  async function prepare(host: Host): Promise<void> {
    const prepared = await prepareTables(host.store.pool, aggregator);
    live = prepared.live;
    if (prepared.created) for (const category of categories) behind.add(category);
  }

  function subscribe(projection: Projection): Subscription {
    const { category } = projection;

    function start(host: Host) {
      let lookedAt = 0;
      async function caughtUp(position: number): Promise<void> {
        behind.delete(category);
        if (!live && behind.size === 0) {
          await goLive(host.store.pool, aggregator);
          live = true;
          host.log.info({ version: aggregator.version }, 'went live');
        }
        if (!live || Date.now() - lookedAt < LOOK_EVERY_MS) return;
        lookedAt = Date.now();
        if (await isIntact(host.store.pool, aggregator, category, position)) return;
        throw new StandBy(`The tables of ${aggregator.name} were changed by others`);
      }

      return startConsumer({
        name: aggregator.name,
        category,
        store: host.store,
        positions: positionStore(`${schemaOf(aggregator)}.position`, aggregator.name),
        sleeper: host.wakeUp.subscribe(category),
        log: host.log,
        pollInterval: host.pollInterval,
        batchSize: BATCH_SIZE,
        prepare: () => prepare(host),
        handle: (batch, position) => project(host, aggregator, projection, batch, position),
        caughtUp,
      });
    }

    return { name: aggregator.name, start };
  }

  return aggregator.projections.map(subscribe);
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
  const statements = projection.project(batch);
  await inTransaction(
    host.store.pool,
    async (client) => {
      const positions = positionStore(`${schema}.position`, aggregator.name);
      await positions.move(client, projection.category, position, last.globalPosition);
      for (const { text, values } of statements) await client.query(text, [...values]);
      await recordProjected(client, aggregator.name, awaited);
    },
    `SET LOCAL search_path = ${schema}, message_store, public`,
  );
  const news = batch.filter((message) => Date.now() - message.time.getTime() < NEWS_MS);
  await host.announce({
    traces: awaited.map((message) => message.metadata.traceId as string),
    topics: projection.topics(news),
  });
}
