import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Message } from './index.ts';
import { categoryQuery, type CategoryRead } from './read-category.ts';
import { collect, counted, Counted, Renamed } from './testing/messages.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { pool, store, close } = await openTestStore();
afterAll(close);

const BUSY = 40_000;
const QUIET = 20;

/** A category that is quiet since the store was young, a busy one, and one that the planner's statistics lack. */
beforeAll(async () => {
  const fill = (category: string, count: number) =>
    pool.query(
      `INSERT INTO message_store.messages (stream_name, position, type, data, metadata)
       SELECT format('%s-%s', $1::text, n % 1000), n / 1000, 'Counted', jsonb_build_object('n', n), '{}'
       FROM generate_series(1, $2::int) AS n`,
      [category, count],
    );
  await fill('quiet', QUIET);
  await fill('busy', BUSY);
  await pool.query('VACUUM ANALYZE message_store.messages');
  await fill('newborn', BUSY / 2);
});

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Actual Rows': number;
  Plans?: Plan[];
}

/** Explains a read: the plan's scans and sorts, and the number of pages read. */
async function explain(category: string, read: Partial<CategoryRead>, settings = '') {
  const { text, values } = categoryQuery(category, { position: 1, batchSize: 1_000, ...read });
  return transaction(pool, async (client) => {
    await client.query(settings);
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
    const plan = rows[0]['QUERY PLAN'][0].Plan as Plan;
    const nodes = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
    return {
      scans: nodes(plan)
        .filter((node) => /Scan|Sort/.test(node['Node Type']))
        .map((node) => `${node['Node Type']} ${node['Index Name'] ?? ''}`.trim()),
      pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      rows: plan['Actual Rows'],
    };
  });
}

const BY_CATEGORY = ['Index Scan messages_category'];
/** Postgres's default: a random read costs four times as much as a sequential one. */
const DEFAULT_COSTS = 'SET LOCAL random_page_cost = 4';

describe.each([
  ['our costs', ''],
  ['default costs', DEFAULT_COSTS],
])('with %s', (_costs, settings) => {
  test('reading a quiet category costs a few pages, however much others have written', async () => {
    const position = (await store.readBatch('quiet')).at(-1)!.globalPosition + 1;
    for (const category of ['quiet', 'zzz', 'aaa']) {
      const { scans, pages, rows } = await explain(category, { position }, settings);
      expect(scans).toEqual(BY_CATEGORY);
      expect(rows).toBe(0);
      expect(pages).toBeLessThanOrEqual(5);
    }
  });

  test('a batch costs the same, however many messages remain', async () => {
    const batch = async (position: number) => explain('busy', { position, batchSize: 100 }, settings);
    const [first, late] = [await batch(1), await batch(QUIET + BUSY - 100)];
    for (const { scans, rows, pages } of [first, late]) {
      expect({ scans, rows }).toEqual({ scans: BY_CATEGORY, rows: 100 });
      expect(pages).toBeLessThanOrEqual(20);
    }
  });

  test('a member of a group that catches up reads only as far as its batch', async () => {
    const consumerGroup = { member: 1, size: 8 };
    const { scans, rows, pages } = await explain('busy', { consumerGroup, batchSize: 100 }, settings);
    expect({ scans, rows }).toEqual({ scans: BY_CATEGORY, rows: 100 });
    // About eight hundred messages: forty to a page.
    expect(pages).toBeLessThanOrEqual(100);
    const tail = await explain('busy', { consumerGroup, position: QUIET + BUSY + 1 }, settings);
    expect(tail.scans).toEqual(BY_CATEGORY);
    expect(tail.pages).toBeLessThanOrEqual(5);
  });

  test('the same holds for a category that became busy after its statistics were collected', async () => {
    const { scans, rows } = await explain('newborn', { batchSize: 100 }, settings);
    expect({ scans, rows }).toEqual({ scans: BY_CATEGORY, rows: 100 });
  });
});

describe('the result of get_category_messages', () => {
  async function official(read: CategoryRead): Promise<Message[]> {
    const { rows } = await pool.query('SELECT * FROM message_store.get_category_messages($1, $2, $3, $4, $5, $6)', [
      'alike',
      read.position,
      read.batchSize,
      read.correlation ?? null,
      read.consumerGroup?.member ?? null,
      read.consumerGroup?.size ?? null,
    ]);
    return rows.map(({ stream_name, global_position, data, metadata, ...others }) => ({
      ...others,
      streamName: stream_name,
      globalPosition: global_position,
      data: JSON.parse(data),
      metadata: JSON.parse(metadata),
    }));
  }

  test('equals the read, from any position, in any batch size, by correlation and by group', async () => {
    for (const correlationStreamName of ['ours-1', 'ours', 'ours:more-1', 'theirs-1', undefined]) {
      for (const id of ['1', '2+a', '2+b', '', '+', 'ü']) {
        await store.write(`alike-${id}`, [
          Counted({ n: 1 }, { metadata: { correlationStreamName } }),
          Renamed({ name: 'a' }),
        ]);
        await store.write(`alikewise-${id}`, counted(1));
      }
    }
    const all = await collect(store.read('alike'));
    expect(all).toHaveLength(60);
    const group = fc
      .integer({ min: 1, max: 9 })
      .chain((size) => fc.record({ size: fc.constant(size), member: fc.integer({ min: 0, max: size - 1 }) }));
    const reads = fc.record({
      position: fc.integer({ min: 0, max: 200 }).map((offset) => all[0]!.globalPosition + offset - 5),
      batchSize: fc.integer({ min: 1, max: 100 }),
      correlation: fc.constantFrom(undefined, 'ours', 'theirs', 'ours:more', 'nobody'),
      consumerGroup: fc.option(group, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(reads, async (read) => {
        expect(await store.readBatch('alike', read)).toEqual(await official(read));
      }),
      { numRuns: 100 },
    );
  });
});

test('a message is plain: it can be compared, copied and sent', async () => {
  const [message] = await store.readBatch('busy', { batchSize: 1 });
  expect({ ...message }).toEqual(message);
  expect(structuredClone(message)).toEqual(message);
  expect(JSON.parse(JSON.stringify(message))).toMatchObject({ streamName: 'busy-1', data: { n: 1 }, position: 0 });
});
