import { createPool, type Message } from '@message-db/client';
import { inTransaction, schemaOf } from '@message-db/runtime';
import { afterAll, describe, expect, test } from 'vitest';
import { importingStream } from '@/workers/importing/arbitraries';
import { importing, ITEMS_MAX, PART_ITEMS } from '@/workers/importing/contract';
import { examples } from '@/workers/importing/examples';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { expectDeterministic, projectInto } from '@/workers/testing/aggregator';
import { ada, bob } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { importPage } from './aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const { events } = importing;
const { archives, scanId, expiresAt } = examples.events.ScanStarted.data;
const { problems } = examples.events.ScanCompleted.data;
const [item] = examples.events.ItemsFound.data.items;
const [chosenItem] = examples.events.ItemsChosen.data.items;
const { importId, at } = examples.events.ItemsChosen.data;
const id = (n: number) => `62000000-0000-4000-8000-00000000000${n}`;
const video = (n: number) => `10000000-0000-4000-8000-00000000000${n}`;

const found = (userId: string, ...ns: number[]) =>
  events.ItemsFound({ userId, scanId, items: ns.map((n) => ({ ...item!, itemId: id(n), origin: null })) });
const chosen = (n: number, origin: string | null = null) => ({
  ...chosenItem!,
  ...{ itemId: id(n), videoId: video(n), origin },
});
const started = (userId: string) => events.ScanStarted({ userId, scanId, archives, expiresAt });

/**
 * Of Ada's items, one was imported, one failed, one was stopped, and one's video was purged. Bob's account is
 * deleted.
 */
const history = [
  [
    importing.stream(ada),
    started(ada),
    events.ScanCompleted({ userId: ada, scanId, itemCount: 4, problems }),
    found(ada, 1, 2, 3, 4),
    events.ItemsChosen({ userId: ada, importId, scanId, archives, items: [1, 2, 3, 4].map((n) => chosen(n)), at }),
    events.ItemImported({ userId: ada, importId, ...chosen(1), notices: [] }),
    events.ItemImportFailed({ userId: ada, importId, itemId: id(2), reason: 'quota', uploadId: chosenItem!.uploadId }),
    events.ItemImported({ userId: ada, importId, ...chosen(4), notices: [] }),
    events.ImportStopped({ userId: ada, items: [chosen(3)], at }),
    // Another file of the same video.
    events.ItemsFound({ userId: ada, scanId, items: [{ ...item!, itemId: id(6), videoId: video(4) }] }),
    events.VideoForgotten({ userId: ada, itemId: id(4), videoId: video(4) }),
    // Two files of one video, of which one is imported.
    events.ItemsFound({
      userId: ada,
      scanId,
      items: [7, 8].map((n) => ({ ...item!, itemId: id(n), origin: 'youtube a' })),
    }),
    events.ItemsChosen({ userId: ada, importId, scanId, archives, items: [chosen(7, 'youtube a')], at }),
    events.ItemImported({ userId: ada, importId, ...chosen(7, 'youtube a'), notices: [] }),
  ],
  [importing.stream(bob), started(bob), found(bob, 5), events.ImportingClosed({ userId: bob, uploadIds: [] })],
] as const;

const streams = [importingStream(ada, 1), importingStream(bob, 2)];

interface Plan {
  'Actual Rows'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: readonly Plan[];
}

/** How many rows the lowest node of a plan has looked at. */
function rowsSeen(plan: Plan): number {
  const [below] = plan.Plans ?? [];
  return below ? rowsSeen(below) : (plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0);
}

describe('the page of imports', () => {
  test('has archives, and their videos with the state of each', async () => {
    const tables = await projectInto(database.url, importPage, history);
    expect(tables.imports).toEqual([
      { user_id: ada, archives, scan_id: scanId, is_scanned: true, problems, expires_at: new Date(expiresAt) },
    ]);
    expect(tables.import_items).toMatchObject([
      { item_id: id(1), user_id: ada, title: item!.title, state: 'imported', failure: null, video_id: video(1) },
      { item_id: id(2), state: 'failed', failure: 'quota', video_id: null },
      { item_id: id(3), state: null, failure: null, video_id: null },
      { item_id: id(4), state: null, video_id: null },
      { item_id: id(6), state: null, video_id: null },
      { item_id: id(7), state: 'imported', video_id: video(7) },
      { item_id: id(8), state: 'imported', video_id: video(7) },
    ]);
  });

  test('is rebuilt equal after its tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, importPage);
    expect(tables.import_items).toHaveLength(7);
  });

  test('is the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, importPage, streams));

  test('looks at the other files of an imported video only, of 2,000 items', async () => {
    const items = Array.from({ length: ITEMS_MAX }, (_, n) => ({
      ...{ ...item!, origin: `youtube ${n}` },
      itemId: `63000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    }));
    const parts = Array.from({ length: ITEMS_MAX / PART_ITEMS }, (_, part) =>
      events.ItemsFound({ userId: ada, scanId, items: items.slice(part * PART_ITEMS, (part + 1) * PART_ITEMS) }),
    );
    await projectInto(database.url, importPage, [[importing.stream(ada), ...parts]]);
    const imported = events.ItemImported({ userId: ada, importId, ...chosen(7, 'youtube 7'), notices: [] });
    const forgotten = events.VideoForgotten({ userId: ada, itemId: id(7), videoId: video(7) });
    const pool = createPool({ connectionString: database.url });
    try {
      await pool.query(`ANALYZE ${schemaOf(importPage)}.import_items`);
      for (const event of [imported, forgotten]) {
        const facts = [{ ...event, globalPosition: 1 }] as unknown as readonly Message[];
        const statement = importPage.projections[0]!.project(facts, (value) => value as never).at(-1)!;
        expect(statement.text).toContain('UPDATE');
        const plan = await inTransaction(
          pool,
          (client) => client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement.text}`, [...statement.values]),
          `SET LOCAL search_path = ${schemaOf(importPage)}, message_store, public`,
        );
        expect(rowsSeen(plan.rows[0]['QUERY PLAN'][0].Plan)).toBeLessThanOrEqual(2);
      }
    } finally {
      await pool.end();
    }
  });
});
