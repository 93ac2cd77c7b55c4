import { setTimeout as delay } from 'node:timers/promises';
import { createPool } from '@message-db/client';
import { lagOf } from '@message-db/runtime/operations';

const TIMEOUT_MS = 1_800_000;

/**
 * Resolves when no consumer of the site has messages left, aggregators that are building aside, so that a measurement is of the site at rest and not of
 * workers that still handle what the benchmark wrote.
 * @throws {Error} after half an hour.
 */
export async function untilIdle(databaseUrl: string): Promise<void> {
  const pool = createPool({ connectionString: databaseUrl });
  const deadline = performance.now() + TIMEOUT_MS;
  try {
    for (;;) {
      const busy = (await lagOf(pool)).filter(({ messages, build }) => messages > 0 && build !== 'building');
      if (busy.length === 0) return;
      if (performance.now() > deadline)
        throw new Error(
          `void: still at work: ${busy.map(({ consumer, messages }) => `${consumer} (${messages})`).join(', ')}`,
        );
      // Counting the messages costs the database some work itself.
      await delay(1_000);
    }
  } finally {
    await pool.end();
  }
}
