import { readFile } from 'node:fs/promises';
import {
  announceMessages,
  categoryOf,
  createMessageStore,
  createPool,
  type MessageStore,
  type NewMessage,
} from '@message-db/client';
import { embeddedUrl } from '@/db/embedded/url';
import { OperatorError } from '@/db/operator-error';
import type { Environment } from '@/environment';
import { roleOf, ASKER_SETTINGS } from '@/roles';
import { inTransaction } from '@message-db/runtime';

/** The address, the secret and the message store of a running site. */
export interface RunningSite {
  url: string;
  secret: string;
  store: MessageStore;
}

/**
 * Finds the running site.
 * @throws {OperatorError} if it does not answer.
 */
export async function findSite(environment: Environment): Promise<RunningSite> {
  const notRunning = new OperatorError(
    `No site answers at ${environment.siteUrl}: start it with npm start, then try again.`,
  );
  const databaseUrl = environment.DATABASE_URL ?? (await embeddedUrl(environment.DATA_DIR));
  const secret =
    environment.SECRET ?? (await readFile(environment.dataPath('secret'), 'utf8').catch(() => null))?.trim();
  if (!databaseUrl || !secret) throw notRunning;
  await fetch(new URL('/', environment.siteUrl)).catch(() => {
    throw notRunning;
  });
  // With the application's role, the demo has only the rights of the site's pages.
  const pool = createPool({ connectionString: databaseUrl, role: roleOf('application'), applicationName: 'demo' });
  return { url: environment.siteUrl, secret, store: createMessageStore(pool) };
}

/** Sends commands to a stream as the application does, each with its own trace, and notifies the component. */
export async function send(
  site: RunningSite,
  streamName: string,
  commands: NewMessage | readonly NewMessage[],
  expectedVersion?: number,
): Promise<void> {
  const traced = [commands]
    .flat()
    .map((command) => ({ ...command, metadata: { ...command.metadata, traceId: command.id } }));
  await site.store.write(streamName, traced, { expectedVersion });
  await announceMessages(site.store.pool, [categoryOf(streamName)]);
}

/** Returns the first row of a query with the rights of this person; undefined if there is none. */
export async function findRow<Row extends object>(
  site: RunningSite,
  userId: string,
  text: string,
  values: unknown[],
): Promise<Row | undefined> {
  const asPerson = `SET LOCAL ${ASKER_SETTINGS.userId} = '${userId}'`;
  const { rows } = await inTransaction(site.store.pool, (client) => client.query<Row>(text, values), asPerson);
  return rows[0];
}

/** Waits until a query of this person has a row. @throws after `timeoutMs`. */
export async function waitForRow<Row extends object>(
  site: RunningSite,
  userId: string,
  what: string,
  text: string,
  values: unknown[],
  timeoutMs: number,
): Promise<Row> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const row = await findRow<Row>(site, userId, text, values);
    if (row) return row;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new OperatorError(
    `Waited ${Math.round(timeoutMs / 1000)} s for ${what} without result: are all workers running?`,
  );
}
