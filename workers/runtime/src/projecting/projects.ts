import { ContractError, type Message } from '@message-db/client';
import type { Aggregator, Projection } from './aggregator';
import { schemaOf, tablesFor } from './aggregator-tables';
import { ALL_TOPICS } from '../base/channels';
import { BUILD_TIMES, startBuilder, type BuildTimes, type BuildInUse } from './builder';
import { startConsumer } from '../consuming/consumer';
import type { Batch, Partition } from '../consuming/reader';
import { StandbyError } from '../base/standby';
import type { Consumer, Host, Subscription } from '../consuming/subscription';
import { OWNER_ONLY, type ViewAccess } from './view-access';
import { AWAITED_MS, isAwaited, recordProjected } from '../outcomes/trace';
import { inTransaction } from '../base/transaction';

/** Large, so that a row that many events change is written rarely. Small enough to keep two batches in memory. */
const BATCH_SIZE = 5000;
/** Older messages have no topics, so that an aggregator that catches up does not refresh open pages all the time. */
const RECENT_MS = 60_000;

/**
 * Subscribes an aggregator: reads each of its categories into each build of its version. The consumers of a build are
 * named after its schema. One transaction commits the changes of views, the checkpoint and the record of awaited
 * events.
 * @param access the roles that may read its views.
 */
export function projects(
  aggregator: Aggregator,
  access: ViewAccess = OWNER_ONLY,
  times: BuildTimes = BUILD_TIMES,
): Subscription[] {
  const start = (host: Host) =>
    startBuilder(host, aggregator, access, times, (build) =>
      aggregator.projections.map((projection) => read(host, aggregator, projection, build)),
    );
  return [{ name: aggregator.name, writes: [], start }];
}

/** Reads one category into one build. */
function read(host: Host, aggregator: Aggregator, projection: Projection, build: BuildInUse): Consumer {
  const { category } = projection;
  let tables: number | null = null;
  let facts = projection.facts ?? false;
  /** Reads the messages after a position: facts only, until the first message that is not old. */
  async function readNext(after: number, batchSize: number): Promise<Message[]> {
    const from = { position: after + 1, batchSize };
    const old = facts ? await host.store.readFacts(category, { ...from, olderThanMs: AWAITED_MS }) : null;
    // Of old messages, this function and `eventsOf` need only the facts.
    if (old && old.length > 0) return old as Message[];
    facts = false;
    return host.store.readBatch(category, from);
  }
  return startConsumer(host, {
    name: build.schema,
    category,
    checkpoints: `${build.schema}.checkpoint`,
    batchSize: BATCH_SIZE,
    read: readNext,
    async prepare() {
      if (tables !== null) build.checkNow(); // Missing tables may be the cause of the error.
      tables = await tablesFor(host.store.pool, build.schema, category);
      if (tables !== null) return;
      build.reportMissing();
      throw new StandbyError(`The tables of ${build.schema} are being created`);
    },
    begin(partition) {
      // The process that read this partition before, or this one before an error, may have committed without announcing.
      if (build.live) void host.announce({ topics: [ALL_TOPICS] });
      return {
        async runDueWork() {
          if (build.tables === null || build.tables === tables) return Infinity;
          throw new StandbyError(`The tables of ${build.schema} were recreated`);
        },
        async handle(batch) {
          // Projects the messages as read. The spans are separate, and only for messages that are announced.
          const recent = build.live ? recentOf(batch.messages) : [];
          try {
            await host.telemetry.follow('project', recent, partition, () =>
              project(host, aggregator, projection, batch, partition, build),
            );
          } catch (error) {
            // A fact has no stream name, which operators need in the error.
            if (error instanceof ContractError) facts = false;
            throw error;
          }
        },
      };
    },
  });
}

function recentOf(messages: readonly Message[]): Message[] {
  const since = Date.now() - RECENT_MS;
  return messages.filter((message) => 'id' in message && message.time.getTime() > since);
}

/**
 * Projects a batch into a build and moves the checkpoint, exactly once.
 * @param build by default the first of its version.
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
  const recent = recentOf(messages);
  const decode = (await projection.codec?.load(host.store.pool, messages)) ?? ((data: unknown) => data);
  const statements = projection.project(messages, decode);
  let shown = build.live;
  await inTransaction(
    host.store.pool,
    async (client) => {
      await partition.move(client, from, to);
      for (const { text, values } of statements) await client.query(text, [...values]);
      await recordProjected(client, aggregator.name, awaited);
      // Another process may just have made the build live, or another build live in its place: until this one has
      // projected the event, pages show the state before it, and nobody may hear of it.
      if (recent.length > 0) {
        const { rowCount } = await client.query(`SELECT FROM runtime.build WHERE schema = $1 AND state = 'live'`, [
          build.schema,
        ]);
        shown = rowCount === 1;
      }
    },
    settingsFor(build.schema, messages.length),
  );
  if (!shown) return;
  const topics = projection.topics(recent);
  await host.announce({
    traces: awaited.map((message) => message.metadata.traceId as string),
    topics: recent.length < messages.length ? [...topics, ALL_TOPICS] : topics,
  });
}

/**
 * After a full batch there is probably another, so its commit need not wait for the disk: if the server crashes, rows
 * and checkpoint are lost together, and the batch is projected again. The batch that catches up waits for the disk,
 * which also makes all batches before it durable.
 */
function settingsFor(schema: string, messages: number): string {
  const path = `SET LOCAL search_path = ${schema}, message_store, public`;
  return messages < BATCH_SIZE ? path : `${path}; SET LOCAL synchronous_commit = off`;
}
