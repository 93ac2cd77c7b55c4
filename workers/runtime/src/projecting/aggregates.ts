import { ContractError, type Message } from '@message-db/client';
import type { Aggregator, Projection } from './aggregator';
import { schemaOf, tablesFor } from './aggregator-tables';
import { BUILD_TIMES, startBuilder, type BuildTimes, type BuildInUse } from './builder';
import { startConsumer } from '../consuming/consumer';
import type { Batch, Partition } from '../consuming/reader';
import { StandbyError } from '../base/standby';
import type { Consumer, Host, Subscription } from '../consuming/subscription';
import { OWNER_ONLY, type ViewAccess } from './view-access';
import { AWAITED_MS, isAwaited, recordProjected } from '../outcomes/trace';
import { inTransaction } from '../base/transaction';

/** Many, so that rows which many events change are written seldom; few enough to be held in memory twice. */
const BATCH_SIZE = 5000;
/** News of messages older than this is no news: a rebuild must not make open pages flicker. */
const NEWS_MS = 60_000;

/**
 * The subscription of an aggregator: reads each of its categories into each build of its version, by consumers that
 * are called like their build's schema. View changes, the position and the record of awaited events commit in one
 * transaction.
 * @param access the roles that may read its views.
 */
export function aggregates(
  aggregator: Aggregator,
  access: ViewAccess = OWNER_ONLY,
  times: BuildTimes = BUILD_TIMES,
): Subscription[] {
  const start = (host: Host) =>
    startBuilder(host, aggregator, access, times, (kept) =>
      aggregator.projections.map((projection) => read(host, aggregator, projection, kept)),
    );
  return [{ name: aggregator.name, writes: [], start }];
}

/** Reads one category into one build. */
function read(host: Host, aggregator: Aggregator, projection: Projection, kept: BuildInUse): Consumer {
  const { category } = projection;
  let tables: number | null = null;
  let facts = projection.facts ?? false;
  /** Old messages are read as facts, until there is one that is not old. */
  async function readOn(after: number, batchSize: number): Promise<Message[]> {
    const from = { position: after + 1, batchSize };
    const old = facts ? await host.store.readFacts(category, { ...from, olderThanMs: AWAITED_MS }) : null;
    // Those of which more than the fact matters, here and to `eventsOf`, are not old.
    if (old && old.length > 0) return old as Message[];
    facts = false;
    return host.store.readBatch(category, from);
  }
  return startConsumer(host, {
    name: kept.schema,
    category,
    positions: `${kept.schema}.position`,
    batchSize: BATCH_SIZE,
    read: readOn,
    async prepare() {
      if (tables !== null) kept.look(); // Whatever was the matter, it may have been that.
      tables = await tablesFor(host.store.pool, kept.schema, category);
      if (tables !== null) return;
      kept.doubt();
      throw new StandbyError(`The tables of ${kept.schema} are about to be made`);
    },
    begin: (partition) => ({
      async attend() {
        if (kept.tables === null || kept.tables === tables) return Infinity;
        throw new StandbyError(`The tables of ${kept.schema} were made again`);
      },
      async handle(batch) {
        // What is stored is what was read: the spans are beside it, and only where somebody may follow the news.
        const news = kept.live ? newsAmong(batch.messages) : [];
        try {
          await host.telemetry.follow('project', news, partition, () =>
            project(host, aggregator, projection, batch, partition, kept),
          );
        } catch (error) {
          // A fact does not know its stream, which whoever reads of this will want to know.
          if (error instanceof ContractError) facts = false;
          throw error;
        }
      },
    }),
  });
}

function newsAmong(messages: readonly Message[]): Message[] {
  const since = Date.now() - NEWS_MS;
  return messages.filter((message) => 'id' in message && message.time.getTime() > since);
}

/**
 * Projects a batch into a build and moves the position, exactly once.
 * @param build the first of its version unless told.
 */
export async function project(
  host: Pick<Host, 'store' | 'announce'>,
  aggregator: Aggregator,
  projection: Projection,
  { messages, from, to }: Batch,
  partition: Pick<Partition, 'move'>,
  build: Pick<BuildInUse, 'schema' | 'live'> = { schema: schemaOf(aggregator), live: true },
): Promise<void> {
  const awaited = messages.filter((message) => isAwaited(message));
  const news = newsAmong(messages);
  const decode = (await projection.codec?.load(host.store.pool, messages)) ?? ((data: unknown) => data);
  const statements = projection.project(messages, decode);
  let shown = build.live;
  await inTransaction(
    host.store.pool,
    async (client) => {
      await partition.move(client, from, to);
      for (const { text, values } of statements) await client.query(text, [...values]);
      await recordProjected(client, aggregator.name, awaited);
      // It may have become live this moment, which this process hears of later than those who wait for the news.
      if (!shown && news.length > 0) {
        const { rowCount } = await client.query(`SELECT FROM runtime.build WHERE schema = $1 AND state = 'live'`, [
          build.schema,
        ]);
        shown = rowCount === 1;
      }
    },
    settingsFor(build.schema, messages.length),
  );
  if (!shown) return;
  await host.announce({
    traces: awaited.map((message) => message.metadata.traceId as string),
    topics: projection.topics(news),
  });
}

/**
 * A full batch has another behind it, so its commit need not wait for the disk: rows and position are lost together if
 * the server crashes, and projected again. The batch that catches up waits, and with it all before it are on the disk.
 */
function settingsFor(schema: string, messages: number): string {
  const path = `SET LOCAL search_path = ${schema}, message_store, public`;
  return messages < BATCH_SIZE ? path : `${path}; SET LOCAL synchronous_commit = off`;
}
