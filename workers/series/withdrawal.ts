import type { MessageStore } from '@message-db/client';
import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { identity } from '@/workers/identity/contract';
import { series } from './contract';

/**
 * Follows identity. `AccountDeleted` deletes the person's series. What a creator has scheduled is not released when their role is
 * withdrawn.
 */
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
      async RoleWithdrawn({ id, data: { userId, role } }, { host }) {
        const lessons = role === 'creator' ? await lessonsScheduledBy(host.store, userId) : [];
        return lessons.map(({ seriesId, lessonId }) => ({
          streamName: series.commandStream(seriesId),
          message: series.commands.CancelLessonSchedule(
            { seriesId, userId, lessonId },
            { id: uuidFrom(`CancelLessonSchedule ${lessonId}`, id) },
          ),
        }));
      },
    },
  });
}

/** All lessons that a person has scheduled at some time, in their own series or as an editor. */
async function lessonsScheduledBy(store: MessageStore, userId: string) {
  const seriesIds = await seriesOf(store, userId);
  const { rows } = await store.pool.query<{ seriesId: string; lessonId: string }>(
    `SELECT DISTINCT data->>'seriesId' AS "seriesId", data->>'lessonId' AS "lessonId" FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = 'LessonScheduled'
       AND (data->>'editorId' = $2 OR data->>'editorId' IS NULL AND data->>'seriesId' = ANY ($3))
     ORDER BY 1, 2`,
    [series.category, userId, seriesIds],
  );
  return rows;
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
