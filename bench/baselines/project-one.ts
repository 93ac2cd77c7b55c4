import type { Message } from '@message-db/client';
import type { ClientBase } from 'pg';
import { audience } from '../subject/audience';

const UPSERT = `INSERT INTO bench_views AS existing (video_id, views, seconds, last_viewer) VALUES ($1, 1, $2, $3)
  ON CONFLICT (video_id) DO UPDATE SET views = existing.views + 1, seconds = existing.seconds + excluded.seconds,
    last_viewer = excluded.last_viewer`;

/** Projects one event with one statement and one commit. */
export async function projectOne(client: ClientBase, message: Message): Promise<void> {
  const event = audience.readEvent(message);
  if (event.type === 'Watched') await client.query(UPSERT, [event.data.videoId, event.data.seconds, event.data.viewer]);
}
