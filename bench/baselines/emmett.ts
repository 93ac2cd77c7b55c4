import { setTimeout as delay } from 'node:timers/promises';
import { sql, rawSql } from '@event-driven-io/dumbo';
import type { Event } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  postgreSQLEventStoreConsumer,
  postgreSQLRawSQLProjection,
} from '@event-driven-io/emmett-postgresql';
import type { ClientBase } from 'pg';
import type { Pace } from '../writers';

const POLL_MS = 20;

type Watched = Event<'Watched', { videoId: string; viewer: string; seconds: number; views: number }>;

/**
 * Emmett's consumer with an SQL projector, set up as documented, but without pauses between batches. Its own tables, in
 * the same database, contain the first of our events.
 */
export const emmett = {
  /** Copies the first events to Emmett's tables. @param events their number. */
  async fill(url: string, client: ClientBase, events: number): Promise<void> {
    const store = getPostgreSQLEventStore(url);
    await store.schema.migrate();
    await store.close();
    await client.query(`
      INSERT INTO public.emt_messages (stream_id, stream_position, transaction_id, message_schema_version, message_id,
                                       message_type, message_data, message_metadata)
      SELECT stream_name, position + 1, pg_current_xact_id(), '1', id, type, data, metadata
      FROM message_store.messages WHERE type = 'Watched' ORDER BY global_position LIMIT ${events}`);
    await client.query('VACUUM (ANALYZE) public.emt_messages');
  },

  /**
   * Projects for a time, or until this number of events is projected, up to the end of a batch. Continues after the
   * last call.
   * @returns the events a second between the first and the last event of this call.
   */
  async projectFor(milliseconds: number, maxEvents: number, url: string, batchSize: number): Promise<Pace> {
    const deadline = performance.now() + milliseconds;
    let done = 0;
    let first = 0;
    let last = 0;
    const pulling = { batchSize, pullingFrequencyInMs: 0 };
    const consumer = postgreSQLEventStoreConsumer({ connectionString: url, pulling });
    consumer.projector({
      projection: postgreSQLRawSQLProjection<Watched>({
        name: 'emmett_views',
        canHandle: ['Watched'],
        init: () => rawSql('CREATE TABLE IF NOT EXISTS public.emmett_views (LIKE public.bench_views INCLUDING ALL)'),
        evolve: ({ data: { videoId, seconds, viewer } }) => {
          last = performance.now();
          first ||= last;
          done += 1;
          return sql(
            `INSERT INTO public.emmett_views AS existing (video_id, views, seconds, last_viewer) VALUES (%L, 1, %s, %L)
             ON CONFLICT (video_id) DO UPDATE SET views = existing.views + 1,
               seconds = existing.seconds + excluded.seconds, last_viewer = excluded.last_viewer`,
            videoId,
            seconds,
            viewer,
          );
        },
      }),
    });
    const running = consumer.start();
    while (done < maxEvents && performance.now() < deadline) await delay(POLL_MS);
    await consumer.stop();
    await running;
    await consumer.close();
    return { done, rate: ((done - 1) / (last - first)) * 1000 };
  },
};
