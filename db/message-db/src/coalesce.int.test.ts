import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { createMessageStore, createPool, DuplicateMessageError, ExpectedVersionError } from './index.ts';
import { counted, Counted } from './testing/messages.ts';
import { openTestProxy } from './testing/proxy.ts';
import { openTestStore, transaction } from './testing/store.ts';

const { url, pool, store, close } = await openTestStore();
afterAll(close);

const category = () => `shared${randomUUID().replaceAll('-', '')}`;

/** The number of messages of each transaction that wrote to a category. */
async function commits(name: string): Promise<number[]> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM message_store.messages WHERE message_store.category(stream_name) = $1 GROUP BY xmin ORDER BY min(global_position)`,
    [name],
  );
  return rows.map(({ count }) => count);
}

/**
 * Runs `work` while another connection holds the lock of a category.
 * @param application the application whose connection must wait for that lock before `blocked` resolves.
 */
async function behindLock<T>(
  name: string,
  application: string,
  work: (blocked: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const waiting = `SELECT FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'`;
  return transaction(pool, async (client) => {
    await client.query('SELECT message_store.acquire_lock($1)', [`${name}-1`]);
    return work(() => eventually(async () => expect((await pool.query(waiting, [application])).rowCount).toBe(1)));
  });
}

describe('writers of one category', () => {
  test('share commits: the first writes alone at once, and later ones write together', async () => {
    const name = category();
    const written = await Promise.all(Array.from({ length: 20 }, (_, id) => store.write(`${name}-${id}`, counted(2))));
    expect(await commits(name)).toEqual([2, 38]);
    const stored = await store.readBatch(name);
    expect(written.flat()).toEqual(stored.map(({ position, globalPosition }) => ({ position, globalPosition })));
  });

  test('writers who write repeatedly keep sharing commits', async () => {
    const name = category();
    await Promise.all(
      Array.from({ length: 8 }, async (_, id) => {
        for (let round = 0; round < 10; round += 1) await store.write(`${name}-${id}`, counted(1));
      }),
    );
    expect(await commits(name)).toEqual([1, 7 + 1, ...Array(8).fill(8), 7]);
  });

  test('a statement holds at most a thousand messages, or one larger write', async () => {
    const name = category();
    const sizes = [1, 600, 400, 1, 1_500, 1];
    await Promise.all(sizes.map((size, id) => store.write(`${name}-${id}`, counted(size))));
    expect(await commits(name)).toEqual([1, 1_000, 1, 1_500, 1]);
  });

  test('writers of another category do not wait for them', async () => {
    const [name, other] = [category(), category()];
    await transaction(pool, async (client) => {
      await store.write(`${name}-1`, counted(1), { client });
      const waiting = store.write(`${name}-2`, counted(1));
      await store.write(`${other}-1`, counted(1));
      await client.query('COMMIT');
      await waiting;
    });
    expect(await commits(name)).toEqual([1, 1]);
  });
});

describe('is refused alone', () => {
  /** Runs a write together with others, and expects that all others were written. */
  async function inCompany<T>(name: string, write: () => Promise<T>): Promise<T> {
    const company = (from: number) =>
      Array.from({ length: 5 }, (_, id) => store.write(`${name}-company${from + id}`, counted(2)));
    const [before, outcome] = [company(0), write()];
    const after = company(5);
    outcome.catch(() => {});
    const written = await Promise.all([...before, ...after]);
    expect(written.map((each) => each.map(({ position }) => position).join())).toEqual(Array(10).fill('0,1'));
    return outcome;
  }

  test('a version conflict, in the same commit', async () => {
    const name = category();
    const refused = inCompany(name, () => store.write(`${name}-1`, counted(1), { expectedVersion: 3 }));
    await expect(refused).rejects.toEqual(new ExpectedVersionError(`${name}-1`, 3, -1));
    expect(await commits(name)).toEqual([2, 18]);
  });

  test('a duplicate id', async () => {
    const name = category();
    const taken = Counted({ n: 1 }, { id: randomUUID() });
    await store.write(`${name}-1`, taken);
    const refused = inCompany(name, () => store.write(`${name}-2`, Counted({ n: 2 }, { id: taken.id })));
    await expect(refused).rejects.toEqual(new DuplicateMessageError(taken.id));
    expect(await store.version(`${name}-2`)).toBe(-1);
  });

  test('one of two different messages with the same id', async () => {
    const name = category();
    const id = randomUUID();
    const outcomes = await inCompany(name, () =>
      Promise.allSettled([1, 2].map((n) => store.write(`${name}-${n}`, Counted({ n }, { id })))),
    );
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: new DuplicateMessageError(id) }]);
  });

  test('a message that the table cannot hold', async () => {
    const name = category();
    const unstorable = { ...Counted({ n: 1 }), data: { text: '\0' } };
    const refused = inCompany(name, () => store.write(`${name}-1`, unstorable));
    await expect(refused).rejects.toMatchObject({ code: '22P05' });
  });
});

describe('if the connection is lost', () => {
  test('writes in flight fail, queued ones succeed, and all may be repeated', async () => {
    const own = createPool({ connectionString: url, applicationName: 'cut' });
    onTestFinished(() => own.end());
    const cut = createMessageStore(own);
    const name = category();
    const messages = Array.from({ length: 6 }, (_, n) => Counted({ n }, { id: randomUUID() }));
    const write = (n: number) => cut.write(`${name}-${n}`, messages[n] ?? []);

    const [settled] = await behindLock(name, 'cut', async (blocked) => {
      const all = Promise.allSettled([0, 1, 2, 3, 4, 5].map(write));
      await blocked();
      await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut'`);
      return [all];
    });
    const outcomes = await settled;
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...Array(5).fill('fulfilled')]);
    const again = await Promise.all([0, 1, 2, 3, 4, 5].map(write));
    expect(again.slice(1)).toEqual(outcomes.slice(1).map((outcome) => 'value' in outcome && outcome.value));
    expect(await store.readBatch(name)).toHaveLength(6);
  });

  test('every write fails while the server is down, and none hangs', async () => {
    const proxy = await openTestProxy(url);
    onTestFinished(() => proxy.close());
    const own = createPool({ connectionString: proxy.url });
    onTestFinished(() => own.end());
    const away = createMessageStore(own);
    const name = category();
    const writeFive = () => Promise.allSettled([1, 2, 3, 4, 5].map((id) => away.write(`${name}-${id}`, counted(1))));
    await proxy.down();
    expect((await writeFive()).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    await proxy.up();
    expect((await writeFive()).map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
  });
});

describe('if the pool ends', () => {
  test('writes in flight succeed, and queued ones are refused', async () => {
    const own = createPool({ connectionString: url, applicationName: 'ending' });
    const name = category();
    const writing = createMessageStore(own);
    const [outcomes, ended] = await behindLock(name, 'ending', async (blocked) => {
      const all = Promise.allSettled([1, 2, 3].map((id) => writing.write(`${name}-${id}`, counted(1))));
      await blocked();
      return [all, own.end()];
    });
    await ended;
    const refused = { reason: { name: 'ConnectionError', isRetryable: false, isAmbiguous: false } };
    expect(await outcomes).toMatchObject([{ status: 'fulfilled' }, refused, refused]);
    expect(await store.readBatch(name)).toHaveLength(1);
  });

  test('writes that wait for a connection are refused', async () => {
    // Without a time limit for a connection, unlike the pools of createPool.
    const own = createPool({ connectionString: url, max: 1 });
    own.options.connectionTimeoutMillis = 0;
    const name = category();
    const writing = createMessageStore(own);
    const held = await own.connect();
    const outcomes = Promise.allSettled([1, 2, 3].map((id) => writing.write(`${name}-${id}`, counted(1))));
    const ended = own.end();
    held.release();
    await ended;
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(await store.readBatch(name)).toEqual([]);
  });
});
