import 'server-only';
import { createMessageStore, createPool, type ConnectionSettings, type MessageStore } from '@message-db/client';
import { roleOf } from '@/roles';
import { environment } from '@/app/_lib/environment';
import { isTemplateUser } from '@/app/_lib/pages/template-user';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { read, type AnyAsker, type Asker } from './read';
import { Replica } from './replica';
import { compile, type Query } from './views';
import { dependsOn } from '@/app/_lib/pages/dependencies';
import type { Topic } from '@/workers/aggregators/contract';

/**
 * Returns how the application connects: as its own role, which reads views and the runtime's outcomes, appends
 * commands, and calls a few functions. `workers/services/rights.ts` lists them.
 */
export function connection(): ConnectionSettings {
  if (!environment.DATABASE_URL) throw new Error('DATABASE_URL is not set: start the site with npm start, or set it.');
  return { connectionString: environment.DATABASE_URL, role: roleOf('application'), applicationName: 'application' };
}

/** The pool's largest size, for each server; the listening connection is extra. */
const CONNECTIONS = 8;

/**
 * Returns the message store, for commands. The server and Next's pages are bundled separately and share the
 * connections, but each has its own copy of the client, whose errors are known by their class, and so its own store.
 */
export function messageStore(): MessageStore {
  const pool = oncePerProcess('database', () =>
    createPool({
      ...connection(),
      max: CONNECTIONS,
      pipeline: true,
      onError: (error) => console.error('Lost an idle database connection:', error.message),
    }),
  );
  const stores = oncePerProcess('message stores', () => new WeakMap<typeof createMessageStore, MessageStore>());
  const store = stores.get(createMessageStore) ?? createMessageStore(pool);
  stores.set(createMessageStore, store);
  return store;
}

/** Returns the replica that pages read from, or null if the site has none. */
export function replica(): Replica | null {
  const { DATABASE_REPLICA_URL: connectionString } = environment;
  if (!connectionString) return null;
  return oncePerProcess('replica', () => {
    const pool = createPool({ ...connection(), connectionString, max: CONNECTIONS, pipeline: true });
    return new Replica(messageStore().pool, pool, (line) => console.error(line));
  });
}

/**
 * Runs a query of views for a page as a visitor, who sees only rows that everybody may see. Reads from the replica if
 * there is one, so the rows are as old as its lag.
 */
export async function query<Row>(pageQuery: Query<Row>): Promise<Row[]> {
  return queryAs(null, pageQuery);
}

/**
 * Like `query`, for a page that all visitors share.
 * @param topicsOf the topics whose announcements change the rows, so that the page is rendered again (dependsOn).
 */
export async function queryShared<Row>(
  pageQuery: Query<Row>,
  topicsOf: (rows: readonly Row[]) => Iterable<Topic>,
): Promise<Row[]> {
  const rows = await query(pageQuery);
  dependsOn(topicsOf(rows));
  return rows;
}

/**
 * Like `query`, but also returns rows that only this asker may see.
 * @param user null for a visitor. A template user sees what a visitor sees.
 */
export async function queryAs<Row>(user: Asker | null, pageQuery: Query<Row>): Promise<Row[]> {
  return queryAsAny(user && isTemplateUser(user) ? null : user, pageQuery);
}

/**
 * Like `queryAs`, for a page whose address names a video: also returns that video if it is unlisted.
 * @param videoId the id in the address.
 */
export async function queryByAddress<Row>(user: Asker | null, videoId: string, pageQuery: Query<Row>): Promise<Row[]> {
  return queryAsAny(withAddress(user && isTemplateUser(user) ? null : user, videoId), pageQuery);
}

/**
 * Like `queryAs`, for a page whose address has the token of an invitation: also returns that invitation. Always reads
 * from the primary.
 * @param tokenHash the SHA-256 of the token, in hex.
 */
export async function queryByInvitation<Row>(
  user: Asker | null,
  tokenHash: string,
  pageQuery: Query<Row>,
): Promise<Row[]> {
  return queryPrimaryAs({ userId: user?.userId ?? null, invitation: tokenHash } as AnyAsker, pageQuery);
}

async function queryAsAny<Row>(asker: AnyAsker, pageQuery: Query<Row>): Promise<Row[]> {
  const { text, values, toRows } = compile(pageQuery);
  return toRows(
    await (replica()?.query(text, values, asker, read) ?? read(messageStore().pool, asker, { text, values })),
  );
}

function withAddress(user: Asker | null, videoId: string): AnyAsker {
  if (!user) return { userId: null, videoId };
  const { userId, isAdmin, isModerator } = user;
  return { userId, isAdmin, isModerator, videoId };
}

/** Like `query`, but always reads from the primary: for questions of who a user is and what they may do. */
export async function queryPrimary<Row>(pageQuery: Query<Row>): Promise<Row[]> {
  return queryPrimaryAs(null, pageQuery);
}

/** Like `queryByAddress`, but always reads from the primary. */
export async function queryPrimaryByAddress<Row>(
  user: Asker | null,
  videoId: string,
  pageQuery: Query<Row>,
): Promise<Row[]> {
  return queryPrimaryAs(withAddress(user, videoId), pageQuery);
}

/**
 * Like `queryPrimaryAs`, for a query that may take long.
 * @throws after so many milliseconds.
 */
export async function queryAsWithin<Row>(asker: AnyAsker, limitMs: number, pageQuery: Query<Row>): Promise<Row[]> {
  const { text, values, toRows } = compile(pageQuery);
  return toRows(await read(messageStore().pool, asker, { text, values, query_timeout: limitMs }));
}

/** Like `queryAs`, but always reads from the primary. */
export async function queryPrimaryAs<Row>(asker: AnyAsker, pageQuery: Query<Row>): Promise<Row[]> {
  const { text, values, toRows } = compile(pageQuery);
  return toRows(await read(messageStore().pool, asker, { text, values }));
}
