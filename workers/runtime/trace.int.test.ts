import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { openTestSite } from './testing/site';
import { pruneTraces } from './trace';

const site = await openTestSite();
afterAll(() => site.close());

test('records that nobody waits for any more are pruned', async () => {
  const [old, fresh] = [randomUUID(), randomUUID()];
  const ages = [[old, '11 minutes'], [fresh, '9 minutes']];
  for (const [traceId, age] of ages) {
    await site.pool.query(
      `INSERT INTO runtime.outcome (trace_id, message_id, component, events, at) VALUES ($1, gen_random_uuid(), 'c', '[]', now() - $2::interval)`,
      [traceId, age],
    );
    await site.pool.query(
      `INSERT INTO runtime.projected (trace_id, aggregator, message_id, at) VALUES ($1, 'a', gen_random_uuid(), now() - $2::interval)`,
      [traceId, age],
    );
  }
  await pruneTraces(site.pool);
  for (const table of ['outcome', 'projected']) {
    expect((await site.pool.query(`SELECT trace_id FROM runtime.${table}`)).rows).toEqual([{ trace_id: fresh }]);
  }
});
