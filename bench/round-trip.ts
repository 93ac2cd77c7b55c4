import { announceMessages, createMessageStore, createPool, listen } from '@message-db/client';
import { roleOf } from '@/roles';
import { TOPICS_CHANNEL } from '@message-db/runtime';
import { connect } from './connect';
import { audience, Watch } from './subject/audience';
import { videoId } from './subject/fill';
import { topicOf } from './subject/views';

const TIMEOUT_MS = 10_000;
const POLL_MS = 10;

/**
 * Measures the time from a command to its row. Sends commands as the application does, and compares the server's times
 * of both commits, so that measuring costs nothing.
 * @param table the table of the rows. @param announced whether changes of rows are announced. Otherwise the benchmark
 * polls.
 */
export async function openRoundTrip(url: string, table: string, announced: boolean) {
  const pool = createPool({ connectionString: url, role: roleOf('application'), max: 10 });
  const store = createMessageStore(pool);
  const client = await connect(url);
  const waiting = new Map<string, () => void>();
  const listener = listen({
    connection: { connectionString: url },
    channels: [TOPICS_CHANNEL],
    onNotification: (_channel, topic) => waiting.get(topic)?.(),
  });

  async function views(id: string): Promise<number> {
    const { rows } = await client.query<{ views: number }>(`SELECT views FROM ${table} WHERE video_id = $1`, [id]);
    return rows[0]?.views ?? 0;
  }

  /** Waits until a row has changed. Also polls, because a notification may arrive before the wait. */
  async function waitForChange(id: string, before: number): Promise<void> {
    const deadline = performance.now() + TIMEOUT_MS;
    while ((await views(id)) === before) {
      if (performance.now() > deadline) throw new Error('void: the row of a command has not changed');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, announced ? 1000 : POLL_MS);
        waiting.set(topicOf(id), () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    waiting.delete(topicOf(id));
  }

  return {
    /** Sends a command. @param n the number of the video. @returns milliseconds from commit to commit. */
    async measure(n: number): Promise<number> {
      const id = videoId(n);
      const before = await views(id);
      const watch = Watch({ videoId: id, viewer: 'Viewer', seconds: 60 });
      const command = { ...watch, metadata: { ...watch.metadata, traceId: watch.id, awaited: true } };
      await store.write(audience.commandStream(id), command);
      if (announced) await announceMessages(pool, [audience.commandCategory]);
      await waitForChange(id, before);
      const { rows } = await client.query<{ ms: number }>(
        `SELECT extract(epoch FROM pg_xact_commit_timestamp(v.xmin) - pg_xact_commit_timestamp(m.xmin))::float8
                * 1000 AS ms
         FROM ${table} AS v, message_store.messages AS m WHERE v.video_id = $1 AND m.id = $2`,
        [id, watch.id],
      );
      return rows[0]?.ms ?? NaN;
    },
    async close() {
      await listener.close();
      await Promise.all([client.end(), pool.end()]);
    },
  };
}
