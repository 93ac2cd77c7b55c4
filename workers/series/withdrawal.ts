import type { MessageStore } from '@message-db/client';
import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { identity } from '@/workers/identity/contract';
import { series } from './contract';

/** Follows identity's `AccountDeleted`: deletes the person's series. */
export function withdraws() {
  return reacts({
    name: 'series-withdrawal',
    category: identity.category,
    writes: [series.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId, deletedAt } }, { host }) {
        const seriesIds = await seriesOf(host.store, userId);
        return seriesIds.map((seriesId) => ({
          streamName: series.commandStream(seriesId),
          message: series.commands.DeleteSeries(
            { seriesId, userId, requestedAt: deletedAt },
            { id: uuidFrom(`DeleteSeries ${seriesId}`, id) },
          ),
        }));
      },
    },
  });
}

/** All series of a person. Scans the category, which is fast enough for something so rare. */
export async function seriesOf({ pool }: MessageStore, userId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: unknown }>(
    `SELECT data->>'seriesId' AS id FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = 'SeriesCreated' AND data->>'ownerId' = $2
     ORDER BY global_position`,
    [series.category, userId],
  );
  return rows.flatMap(({ id }) => z.uuid().safeParse(id).data ?? []);
}
