import { announceMessages, createMessageStore, createPool, listen } from '@message-db/client';
import { roleOf } from '@/roles';
import { TOPICS_CHANNEL } from '@/workers/runtime/src/base/channels';
import { connect } from './connect';
import { audience, Watch } from './subject/audience';
import { videoId } from './subject/fill';
import { topicOf } from './subject/views';

const TIMEOUT_MS = 10_000;
const LOOK_MS = 10;

/**
 * Sends commands as the application does and follows each to its row, by the server's own times of both commits: who
 * watches does not get in the way.
 * @param table where the rows are. @param announced whether changes of rows are announced, or must be looked for.
 */
export async function openTraveller(url: string, table: string, announced: boolean) {
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

  /** Until a row has changed: told, or by looking, which also finds what was told before somebody listened. */
  async function changed(id: string, before: number): Promise<void> {
    const deadline = performance.now() + TIMEOUT_MS;
    while ((await views(id)) === before) {
      if (performance.now() > deadline) throw new Error('void: a command has not come to its row');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, announced ? 1000 : LOOK_MS);
        waiting.set(topicOf(id), () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    waiting.delete(topicOf(id));
  }

  return {
    /** @param n the number of the video that is watched. @returns milliseconds from commit to commit. */
    async travel(n: number): Promise<number> {
      const id = videoId(n);
      const before = await views(id);
      const made = Watch({ videoId: id, viewer: 'Viewer', seconds: 60 });
      const command = { ...made, metadata: { ...made.metadata, traceId: made.id, awaited: true } };
      await store.write(audience.commandStream(id), command);
      if (announced) await announceMessages(pool, [audience.commandCategory]);
      await changed(id, before);
      const { rows } = await client.query<{ ms: number }>(
        `SELECT extract(epoch FROM pg_xact_commit_timestamp(v.xmin) - pg_xact_commit_timestamp(m.xmin))::float8
                * 1000 AS ms
         FROM ${table} AS v, message_store.messages AS m WHERE v.video_id = $1 AND m.id = $2`,
        [id, made.id],
      );
      return rows[0]?.ms ?? NaN;
    },
    async close() {
      await listener.close();
      await Promise.all([client.end(), pool.end()]);
    },
  };
}
