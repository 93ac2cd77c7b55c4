import { applyPending, recordBaselines, rehearse, type Migration, type Migrations } from '@message-db/client';
import type pg from 'pg';
import { rolesOf, type Access } from './access';
import { requireOwner, withAdministrator } from './administrator';
import { make, refuse, type Change } from './change';
import { compareDefaults, compareGrants } from './compare-grants';
import { compareBuilds, compareOwners } from './compare-owners';
import { comparePasswords, requireLogins } from './compare-passwords';
import { compareMemberships, compareRoles, compareWriters } from './compare-roles';
import { compareNames, compareRules } from './compare-rules';
import { compareStructure, describeStructure } from './compare-structure';
import { compareViews } from './compare-views';
import { describeRebuilds } from './rebuilds';
import { readSecrets } from './secrets';
import { readStructure } from './structure';

/** The same for all machines that set up this database, whatever version they run. */
const LOCK = 7_264_518_033;
const PLAN_LOCK_MS = 5000;

/** What set-up changed, or would change: a heading with at least one line. */
export interface Changed {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** A site as its database is set up for it. */
export interface Site {
  readonly access: Access;
  /** Of each package, after those that it stands on. */
  readonly migrations: readonly Migrations[];
  /** What each set-up does about messages, in its transaction. @returns a line for each kind of change. */
  catchUp(client: pg.Client): Promise<string[]>;
}

export interface SetUp {
  /** Empty where nothing differs. */
  readonly changed: readonly Changed[];
  /** Sentences for the operator. */
  readonly notes: readonly string[];
}

/**
 * Prepares a database for the site: migrations, roles and rights. It corrects drift: what somebody changed by hand. All or
 * nothing, and nothing where all is in place; several machines may do so at once.
 * @param databaseUrl of a user who owns the database and has CREATEROLE.
 * @param dataDir where the services' passwords are kept, or will be. Unset: nobody gets one.
 * @param signal ends it.
 * @throws {OperatorError} what the database or its user lacks.
 */
export function setUpDatabase(site: Site, databaseUrl: string, dataDir?: string, signal?: AbortSignal): Promise<SetUp> {
  return withAdministrator(
    databaseUrl,
    async (client) => {
      const done = await change(client, site, databaseUrl, dataDir, 'COMMIT');
      if (dataDir !== undefined && done.changed.length > 0)
        await requireLogins(databaseUrl, site.access, await readSecrets(dataDir));
      return done;
    },
    { signal, roles: rolesOf(site.access) },
  );
}

/**
 * What `setUpDatabase` would change; it changes neither the database nor `dataDir`.
 * @throws {OperatorError} as that would.
 */
export function planDatabase(site: Site, databaseUrl: string, dataDir?: string, signal?: AbortSignal): Promise<SetUp> {
  return withAdministrator(databaseUrl, (client) => change(client, site, databaseUrl, dataDir, 'ROLLBACK'), {
    signal,
    roles: rolesOf(site.access),
  });
}

/**
 * Compares with the catalogs and makes what differs, in one transaction. A plan does the same and rolls it back, so that it
 * reports exactly what set-up does.
 */
async function change(
  client: pg.Client,
  { access, migrations, catchUp }: Site,
  databaseUrl: string,
  dataDir: string | undefined,
  end: 'COMMIT' | 'ROLLBACK',
): Promise<SetUp> {
  await client.query('BEGIN');
  // A plan gives up early, so that nobody waits behind it for somebody's long transaction.
  if (end === 'ROLLBACK') await client.query(`SET LOCAL lock_timeout = ${PLAN_LOCK_MS}`);
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  // Aggregators make schemas, and none of theirs may be taken for the site's.
  await client.query(`SET LOCAL client_min_messages = error; SET LOCAL search_path = pg_catalog, pg_temp`);
  await requireOwner(client);
  const said: [heading: string, lines: readonly string[]][] = [];
  const put = async (heading: string, compare: (client: pg.Client, access: Access) => Promise<readonly Change[]>) => {
    said.push([heading, await make(client, await compare(client, access))]);
  };
  await put('Roles', compareRoles);
  await put('Memberships', compareMemberships);
  const passwords = dataDir === undefined ? null : await comparePasswords(client, access, databaseUrl, dataDir);
  if (passwords) said.push(['Passwords', passwords.lines]);
  await put('Owners', compareOwners);

  const recorded = await recordBaselines(client, migrations);
  said.push([
    'Migrations',
    recorded.map((migration) => `+ ${nameOf(migration)}, which was applied before this was recorded`),
  ]);
  const read = () => readStructure(client, access.schemas);
  const expected = await rehearse(client, migrations, read);
  const found = await read();
  said.push(['Tables and functions', await make(client, compareStructure(found, expected))]);
  const applied = await applyPending(client, migrations);
  said.push(['Migrations', applied.map((migration) => `+ ${nameOf(migration)}`)]);
  said.push(['Messages', await catchUp(client)]);

  await put('Categories and rows', compareWriters);
  await put('Categories and rows', compareNames);
  await put('Categories and rows', compareRules);
  await put('Grants', compareDefaults);
  // What Message DB's own scripts have granted a moment ago is not mentioned.
  if (applied.some(({ package: name, number }) => name === 'message-db' && number === 1))
    await make(
      client,
      (await compareGrants(client, access)).filter(({ text }) => text.startsWith('-')),
    );
  await put('Grants', compareGrants);
  await put('Owners', compareBuilds);
  await put('Tables and functions', compareViews);
  // A new owner has other grants.
  await put('Grants', compareGrants);
  const still: Change[] = [];
  for (const compare of [compareRoles, compareMemberships, compareRules, compareDefaults, compareGrants])
    still.push(...(await compare(client, access)));
  refuse(still);
  const rebuilds = await describeRebuilds(client, access);
  if (end === 'COMMIT') await passwords?.keep();
  await client.query(end);
  return {
    changed: underHeadings(said, new Set(still.map(({ text }) => text))),
    notes: [
      ...(passwords?.notes ?? []),
      ...still.flatMap(({ orNote }) => orNote ?? []),
      ...describeStructure(found, expected),
      ...rebuilds,
    ],
  };
}

/** `migration 001-runtime.sql of runtime`. */
function nameOf({ file, package: name }: Migration): string {
  return `migration ${file} of ${name}`;
}

/** @param still the lines of what could not be done. */
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
