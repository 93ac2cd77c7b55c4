import { describe, expect, test } from 'vitest';
import { repartition } from '../partitions/repartition';
import { retryFailedMessages } from './operations';
import { Explode, counter } from '@/workers/testing/fixtures/counter';
import { startProcess } from '@/workers/testing/process';
import { cutConnections, eventually } from '@/workers/testing/test-site';
import { useParking } from '@/workers/testing/use-parking';

const { site, failing, run, stop, add, amounts, expectAmounts, rows, states, expectStates, idsOf, makeRetriesDue } =
  await useParking();

describe('in partitions', () => {
  const ids = Array.from({ length: 12 }, (_, n) => `p${n}`);
  async function repartitionTo(partitions: number): Promise<void> {
    await site.pool.query(
      `INSERT INTO runtime.consumer (consumer, category) VALUES ('counter', $1) ON CONFLICT DO NOTHING`,
      [counter.commandCategory],
    );
    await repartition(site.pool, 'counter', counter.commandCategory, partitions);
  }
  const allRead = () =>
    eventually(async () => {
      const { rows: found } = await site.pool.query(
        `SELECT count(*) AS left FROM message_store.messages
         LEFT JOIN runtime.failed_message ON message_id = id
         WHERE message_store.category(messages.stream_name) = $1 AND message_id IS NULL
           AND NOT EXISTS (SELECT FROM message_store.messages AS event
                           WHERE event.metadata ->> 'causationMessageGlobalPosition' = messages.global_position::text)`,
        [counter.commandCategory],
      );
      expect(found).toEqual([{ left: 0 }]);
    });

  test('failed messages follow their partition to other processes and epochs', async () => {
    failing.add(2);
    await repartitionTo(3);
    const first = run();
    const second = run();
    for (const id of ids) await add(id, 1, 2, 3);
    await allRead();
    await repartitionTo(2);
    for (const id of ids) await add(id, 4);
    await allRead();
    await stop(first);
    await eventually(async () => expect(await idsOf('parked')).toHaveLength(ids.length));
    expect(await states()).toContain('p0 blocked');
    failing.clear();
    await repartitionTo(5);
    run();
    await retryFailedMessages(site.pool, 'all');
    for (const id of ids) await add(id, 5);
    for (const id of ids) await expectAmounts(id, [1, 2, 3, 4, 5]);
    await expectStates([]);
    expect(second.logged.filter(({ msg }) => msg === 'handled').length).toBeGreaterThan(0);
  });

  test('nothing is lost, doubled or out of order while operators, failures and cut connections meet', async () => {
    await repartitionTo(3);
    run();
    run();
    const sent = new Map(ids.map((id) => [id, 0]));
    for (let round = 0; round < 30; round += 1) {
      failing.clear();
      if (round % 3 > 0) failing.add(round);
      for (const id of ids) {
        sent.set(id, round + 1);
        await add(id, round + 1);
      }
      if (round % 4 === 3) await cutConnections(site, 'counter');
      if (round % 5 === 4) await makeRetriesDue();
      if (round % 7 === 6) await retryFailedMessages(site.pool, 'all');
      if (round % 10 === 9) await repartitionTo(1 + (round % 4));
    }
    failing.clear();
    await eventually(async () => {
      await retryFailedMessages(site.pool, 'all');
      expect(await rows()).toEqual([]);
      for (const [id, last] of sent) expect((await amounts(id)).at(-1)).toBe(last);
    });
    for (const [id, last] of sent) expect(await amounts(id)).toEqual(Array.from({ length: last }, (_, n) => n + 1));
  });
});

test('another process continues the retries of a killed one', async () => {
  const killed = startProcess('start-counter', site.url);
  await killed.ready;
  await add('a', 1);
  await site.write(counter.commandStream('a'), Explode({ counterId: 'a' }));
  await add('a', 2);
  await eventually(async () => expect(await states()).toEqual(['a retrying', 'a blocked']));
  killed.child.kill('SIGKILL');
  await killed.ended;
  const before = (await rows())[0]!.attempts;
  const { logged } = run();
  await expectStates(['a parked', 'a blocked']);
  expect((await rows())[0]!.attempts).toBe(5);
  expect(logged.filter(({ msg }) => msg.startsWith('could not handle a message'))).toHaveLength(5 - before);
  expect(await amounts('a')).toEqual([1]);
});
