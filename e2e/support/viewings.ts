import { randomUUID } from 'node:crypto';
import { createMessageStore, createPool } from '@message-db/client';
import { viewCounting } from '@/workers/view-counting/contract';

/** Writes the reports of one viewing that counts as a view: the whole video, an hour ago. */
export async function viewOnce(videoId: string, durationSeconds: number): Promise<void> {
  const pool = createPool({ connectionString: process.env.DATABASE_URL as string });
  const viewingId = randomUUID();
  const startedAt = Date.now() - 3600_000;
  const report = (watchedSeconds: number) =>
    viewCounting.commands.ReportViewing({
      viewingId,
      videoId,
      durationSeconds,
      watchedSeconds,
      receivedAt: new Date(startedAt + watchedSeconds * 1000).toISOString(),
    });
  await createMessageStore(pool).write(viewCounting.commandStream(viewingId), [report(0), report(durationSeconds)]);
  await pool.end();
}
