import { readFile } from 'node:fs/promises';
import { installWithin } from '@message-db/client';
import pg from 'pg';
import { encryptHistory } from '@/personal-data/encrypt-history';
import { explainDatabaseError } from './explain-database-error';
import { OperatorError } from './operator-error';
import { make, refuse, type Change } from './access/change';
import { compareDefaults, compareGrants } from './access/compare-grants';
import { compareBuilds, compareOwners } from './access/compare-owners';
import { comparePasswords, requireLogins } from './access/compare-passwords';
import { compareMemberships, compareRoles, compareWriters } from './access/compare-roles';
import { compareNames, compareRules } from './access/compare-rules';
import {
  describeStructure,
  findForeign,
  findMissing,
  lostBy,
  readReference,
  structureChanges,
} from './access/compare-structure';
import { compareViews } from './access/compare-views';
import { describeRebuilds } from './access/rebuilds';
import { requireSessions } from './require-sessions';
import { readSecrets } from './access/secrets';
import { readStructure } from './access/structure-catalog';

const OLDEST_SERVER = 150000;
/** The same for all machines that set up this database, whatever version they run. */
const LOCK = 7_264_518_033;
const PLAN_LOCK_MS = 5000;

/** What set-up changes, or would: lines under a heading, where there are any. */
export interface Changed {
  readonly heading: string;
  readonly lines: readonly string[];
}

export interface SetUp {
  /** Empty where all is as it is described. */
  readonly changed: readonly Changed[];
  /** What an operator should know beside: sentences. */
  readonly notes: readonly string[];
}

/**
 * Prepares a database for the site: Message DB, the runtime's tables, the keys of personal data, the roles and what each may
 * do. All or nothing, and nothing where all is in place; several machines may do so at once. What somebody changed by hand
 * is put right.
 * @param databaseUrl of a user who owns the database and has CREATEROLE.
 * @param dataDir where the services' passwords are kept, or will be. Unset: nobody gets one.
 * @param signal gives it up.
 * @throws {OperatorError} saying in a sentence what the database or its user lacks.
 */
export function setUpDatabase(databaseUrl: string, dataDir?: string, signal?: AbortSignal): Promise<SetUp> {
  return withAdministrator(
    databaseUrl,
    async (client) => {
      const done = await change(client, databaseUrl, dataDir, 'COMMIT');
      if (dataDir !== undefined && done.changed.length > 0)
        await requireLogins(databaseUrl, await readSecrets(dataDir));
      return done;
    },
    signal,
  );
}

/**
 * What `setUpDatabase` would change; nothing is changed, neither in the database nor in `dataDir`.
 * @throws {OperatorError} as that would.
 */
export function planDatabase(databaseUrl: string, dataDir?: string, signal?: AbortSignal): Promise<SetUp> {
  return withAdministrator(databaseUrl, (client) => change(client, databaseUrl, dataDir, 'ROLLBACK'), signal);
}

/** Does something on one connection of the user of DATABASE_URL. @throws {OperatorError} where the operator can do something. */
export async function withAdministrator<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    application_name: 'set-up',
  });
  client.on('error', () => {}); // The query in hand fails too, and tells.
  const stop = () => void client.end().catch(() => {});
  signal?.addEventListener('abort', stop);
  try {
    await client.connect();
    await requireServer(client);
    await requireSessions(databaseUrl);
    return await work(client);
  } catch (error) {
    throw explainDatabaseError(error, databaseUrl);
  } finally {
    signal?.removeEventListener('abort', stop);
    await client.end().catch(() => {});
  }
}

/**
 * Makes all as it is described, in one transaction, by comparing with the catalogs. What a plan says is what was done and
 * then undone, so that it cannot say anything else.
 */
async function change(
  client: pg.Client,
  databaseUrl: string,
  dataDir: string | undefined,
  end: 'COMMIT' | 'ROLLBACK',
): Promise<SetUp> {
  await client.query('BEGIN');
  // A plan rather gives up than have others wait for it behind somebody's long transaction.
  if (end === 'ROLLBACK') await client.query(`SET LOCAL lock_timeout = ${PLAN_LOCK_MS}`);
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  // Aggregators make schemas: none of theirs is to stand in for what is meant here.
  await client.query(`SET LOCAL client_min_messages = error; SET LOCAL search_path = pg_catalog, pg_temp`);
  const before = await readStructure(client);
  await requireOwner(client);
  const said: [heading: string, lines: readonly string[]][] = [];
  const put = async (heading: string, compare: (client: pg.Client) => Promise<readonly Change[]>) => {
    said.push([heading, await make(client, await compare(client))]);
  };
  await put('Roles', compareRoles);
  await put('Memberships', compareMemberships);
  const passwords = dataDir === undefined ? null : await comparePasswords(client, databaseUrl, dataDir);
  if (passwords) said.push(['Passwords', passwords.lines]);
  await put('Owners', compareOwners);

  const build = () => buildUp(client);
  const reference = await readReference(client, build);
  await make(client, findForeign(before, reference));
  await build();
  await make(client, findMissing(await readStructure(client), reference));
  const now = await readStructure(client);
  const structure = structureChanges(before, now);
  const lost = lostBy(structure);
  if (lost) throw new OperatorError(`Setting up would drop the ${lost}, and what is in it: nothing was changed.`);
  said.push(['Tables and functions', structure]);
  const encrypted = await encryptHistory(client);
  if (encrypted > 0)
    said.push(['Messages', [`~ personal data encrypted in messages of an earlier release: ${encrypted}`]]);

  await put('Categories and rows', compareWriters);
  await put('Categories and rows', compareNames);
  await put('Categories and rows', compareRules);
  await put('Grants', compareDefaults);
  // What Message DB's own scripts have granted a moment ago goes unsaid.
  const isNew = !before.includes('schema message_store');
  if (isNew)
    await make(
      client,
      (await compareGrants(client)).filter(({ text }) => text.startsWith('-')),
    );
  await put('Grants', compareGrants);
  await put('Owners', compareBuilds);
  await put('Tables and functions', compareViews);
  // What has another owner by now has other grants too.
  await put('Grants', compareGrants);
  const still: Change[] = [];
  for (const compare of [compareRoles, compareMemberships, compareRules, compareDefaults, compareGrants])
    still.push(...(await compare(client)));
  refuse(still);
  const rebuilds = await describeRebuilds(client);
  if (end === 'COMMIT') await passwords?.keep();
  await client.query(end);
  return {
    changed: underHeadings(said, new Set(still.map(({ text }) => text))),
    notes: [
      ...(passwords?.notes ?? []),
      ...still.flatMap(({ orNote }) => orNote ?? []),
      ...describeStructure(now, reference),
      ...rebuilds,
    ],
  };
}

/** Makes what is not there of the schemas that the site has before any of its processes, and its functions as they are now. */
async function buildUp(client: pg.Client): Promise<void> {
  await installWithin(client);
  for (const file of ['../workers/runtime/schema.sql', 'personal.sql', 'access/functions.sql'])
    await client.query(await sql(file));
}

/** @param still what could not be done. */
function underHeadings(
  said: readonly [heading: string, lines: readonly string[]][],
  still: ReadonlySet<string>,
): Changed[] {
  return [...new Set(said.map(([heading]) => heading))]
    .map((heading) => {
      const lines = said.flatMap((each) => (each[0] === heading ? each[1] : []));
      return { heading, lines: lines.filter((line) => !still.has(line)) };
    })
    .filter(({ lines }) => lines.length > 0);
}

async function requireServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  requireVersion(rows[0]!);
}

/** @param server its `server_version_num`, as 150004, and `server_version`. */
export function requireVersion(server: { number: number; version: string }): void {
  if (server.number >= OLDEST_SERVER) return;
  throw new OperatorError(`The database server is Postgres ${server.version}, but Postgres 15 or newer is needed.`);
}

/** A user who may create, but does not own the database, would give the aggregators nothing, and Postgres only warn. */
async function requireOwner(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ owns: boolean; makes: boolean; user: string; name: string }>(
    `SELECT pg_has_role(current_user, datdba, 'USAGE') AS owns, current_user AS user, datname AS name,
            (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) AS makes
     FROM pg_database WHERE datname = current_database()`,
  );
  const { owns, makes, user, name } = rows[0]!;
  if (!makes)
    throw new OperatorError(
      `The user ${user} of DATABASE_URL may not make the site's roles: it must own the database ${name} and have CREATEROLE.`,
    );
  if (!owns)
    throw new OperatorError(
      `The user ${user} of DATABASE_URL does not own the database ${name}: have its owner run ALTER DATABASE "${name}" OWNER TO "${user}".`,
    );
}

function sql(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), 'utf8');
}
