import 'server-only';
import { createMessageStore, createPool, type ConnectionSettings, type MessageStore } from '@message-db/client';
import { ROLES } from '@/workers/runtime/contract';
import { environment } from './environment';
import { oncePerProcess } from './once-per-process';

/** How the application connects: as the role that may read view tables and append messages, and nothing else. */
export function connection(): ConnectionSettings {
  if (!environment.DATABASE_URL) throw new Error('DATABASE_URL is not set: start the site with npm start, or set it.');
  return { connectionString: environment.DATABASE_URL, role: ROLES.application, applicationName: 'application' };
}

/** The message store, for commands. */
export function messageStore(): MessageStore {
  return oncePerProcess('message store', () =>
    createMessageStore(
      createPool({
        ...connection(),
        max: 10,
        onError: (error) => console.error('Lost an idle database connection:', error.message),
      }),
    ),
  );
}

/**
 * Reads view tables. Name them with their schema: `SELECT name FROM view.videos WHERE video_id = $1`.
 * @returns the rows: int8 as a number, timestamptz as a Date.
 */
export async function query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const { rows } = await messageStore().pool.query<Row>(text, [...values]);
  return rows;
}
