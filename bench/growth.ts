import { createMessageStore, createPool, type MessageStore } from '@message-db/client';
import type pg from 'pg';
import { alternateBlocks } from './alternate';
import type { Testbed, Bench } from './testbed';
import { connect } from './connect';
import { figureOf, type Figure } from './figure';
import type { Server } from './server';
import { median } from './statistics';
import { BUSY, fillCategories, QUIET } from './subject/fill-categories';

const RUNS = 5;
const BLOCKS = 10;
const POLLS = 40;
const WARM_UP = 200;
const SIZES = [10_000, 1_000_000, 5_000_000] as const;

type Size = (typeof SIZES)[number];

/** The queries of an idle consumer. */
const KINDS = {
  'a plain consumer': (store: MessageStore, last: Last) => store.readBatch(BUSY, { position: last.busy + 1 }),
  'one partition of four': (store: MessageStore, last: Last) =>
    store.readBatch(BUSY, { position: last.busy + 1, consumerGroup: { member: 1, size: 4 } }),
  'a category quiet from the beginning': (store: MessageStore, last: Last) =>
    store.readBatch(QUIET, { position: last.quiet + 1 }),
};

type Kind = keyof typeof KINDS;

/** The last message of each category. */
interface Last {
  readonly busy: number;
  readonly quiet: number;
}

/** Milliseconds of a poll at the tail, in stores of three sizes, which are measured in turn. */
export const growth: Bench = {
  name: 'growth',
  async run(testbed) {
    const server = await testbed.server();
    const stores = new Map<Size, Filled>();
    for (const size of SIZES) stores.set(size, await filled(testbed, server, size));
    const kinds = Object.keys(KINDS) as Kind[];
    const cases = SIZES.flatMap((size) => kinds.map((kind) => ({ size, kind })));
    const keyOf = ({ size, kind }: { size: Size; kind: Kind }) => `${size} ${kind}`;

    const variants = Object.fromEntries(
      cases.map((one) => [keyOf(one), () => poll(stores.get(one.size) as Filled, one.kind, POLLS)]),
    );
    for (const { size, kind } of cases) await poll(stores.get(size) as Filled, kind, WARM_UP);
    const measured = await alternateBlocks<Record<string, number>>(RUNS, BLOCKS, variants);
    for (const { close } of stores.values()) await close();

    const medians = (size: Size, kind: Kind) => (measured[keyOf({ size, kind })] ?? []).map(median);
    return kinds.flatMap((kind) =>
      SIZES.slice(1).map((size): Figure => {
        const text = `ms a poll at the tail by ${kind}, ${size / 1_000_000} M messages to 10 thousand`;
        const ours = medians(size, kind);
        return figureOf('growth', text, { ours, baseline: medians(SIZES[0], kind) }, { atMost: 1.3 });
      }),
    );
  },
};

interface Filled {
  readonly store: MessageStore;
  readonly last: Last;
  close(): Promise<void>;
}

async function filled(testbed: Testbed, server: Server, size: Size): Promise<Filled> {
  const startedAt = performance.now();
  const database = await server.database(`growth_${size}`);
  await fillCategories(database.url, size);
  const client = await connect(database.url);
  const last = { busy: await lastOf(client, BUSY), quiet: await lastOf(client, QUIET) };
  await client.end();
  testbed.log(`${size} messages in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  const pool = createPool({ connectionString: database.url });
  return {
    store: createMessageStore(pool),
    last,
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}

async function lastOf(client: pg.ClientBase, category: string): Promise<number> {
  const { rows } = await client.query<{ last: number }>(
    'SELECT max(global_position) AS last FROM message_store.messages WHERE category(stream_name) = $1',
    [category],
  );
  return rows[0]?.last ?? 0;
}

async function poll({ store, last }: Filled, kind: Kind, times: number): Promise<number[]> {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const startedAt = performance.now();
    const found = await KINDS[kind](store, last);
    measured.push(performance.now() - startedAt);
    if (found.length > 0) throw new Error(`void: ${kind} was not at the tail`);
  }
  return measured;
}
