import { applyPending, recordBaselines, rehearse, type Migration, type Migrations } from '@message-db/client';
import type pg from 'pg';
import { rolesOf, type Access } from './access';
import { requireOwner, withAdministrator } from './administrator';
import { makeChanges, requireNone, type Change } from './change';
import { compareDefaults, compareGrants } from './compare-grants';
import { compareBuilds, compareOwners } from './compare-owners';
import { comparePasswords, requireLogins } from './compare-passwords';
import { compareMemberships, compareRoles, compareWriters } from './compare-roles';
import { comparePolicies } from './compare-policies';
import { compareServiceNames } from './compare-service-names';
import { compareStructure, describeStructure } from './compare-structure';
import { compareViews } from './compare-views';
import { describeRebuilds } from './rebuilds';
import { readSecrets } from './secrets';
import { readStructure } from './structure';

/** The advisory lock of set-up. It must be the same in all versions. */
const LOCK = 7_264_518_033;
const PLAN_LOCK_MS = 5000;

/** What set-up changed or would change: a heading with one or more lines. */
export interface Changed {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** What set-up needs to know of a site. */
export interface Site {
  readonly access: Access;
  /** Each package's, after those of the packages that it depends on. */
  readonly migrations: readonly Migrations[];
  /** Changes messages in the transaction of set-up. @returns a line for each kind of change. */
  catchUp(client: pg.Client): Promise<string[]>;
}

export interface SetUp {
  /** Empty if nothing differs. */
  readonly changed: readonly Changed[];
  /** Sentences for the operator. */
  readonly notes: readonly string[];
}

/**
 * Prepares a database for the site: migrations, roles and rights. It corrects drift, that is, manual changes. It does
 * all or nothing, and nothing if all is in place. Several machines may run it at once.
 * @param databaseUrl of a user who owns the database and has CREATEROLE.
 * @param dataDir the folder of the services' passwords. Unset: no service gets one.
 * @param signal cancels it.
 * @throws {OperatorError} naming what the database or its user lacks.
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
 * @throws {OperatorError} as `setUpDatabase` would.
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
  // A plan times out early, so that others do not wait behind it for a long transaction.
  if (end === 'ROLLBACK') await client.query(`SET LOCAL lock_timeout = ${PLAN_LOCK_MS}`);
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  // Names must not resolve to an object in a schema that an aggregator made.
  await client.query(`SET LOCAL client_min_messages = error; SET LOCAL search_path = pg_catalog, pg_temp`);
  await requireOwner(client);
  const report: [heading: string, lines: readonly string[]][] = [];
  const apply = async (heading: string, compare: (client: pg.Client, access: Access) => Promise<readonly Change[]>) => {
    report.push([heading, await makeChanges(client, await compare(client, access))]);
  };
  await apply('Roles', compareRoles);
  await apply('Memberships', compareMemberships);
  const passwords = dataDir === undefined ? null : await comparePasswords(client, access, databaseUrl, dataDir);
  if (passwords) report.push(['Passwords', passwords.lines]);
  await apply('Owners', compareOwners);

  const recorded = await recordBaselines(client, migrations);
  const read = () => readStructure(client, access.schemas);
  const expected = await rehearse(client, migrations, read);
  const found = await read();
  report.push(['Tables and functions', await makeChanges(client, compareStructure(found, expected))]);
  const applied = await applyPending(client, migrations);
  report.push(['Migrations', applied.map((migration) => `+ ${nameOf(migration)}`)]);
  report.push(['Messages', await catchUp(client)]);

  await apply('Categories and rows', compareWriters);
  await apply('Categories and rows', compareServiceNames);
  await apply('Categories and rows', comparePolicies);
  await apply('Grants', compareDefaults);
  // Grants that Message DB's scripts have just made are not reported.
  if (applied.some(({ package: name, number }) => name === 'message-db' && number === 1))
    await makeChanges(
      client,
      (await compareGrants(client, access)).filter(({ text }) => text.startsWith('-')),
    );
  await apply('Grants', compareGrants);
  await apply('Owners', compareBuilds);
  await apply('Tables and functions', compareViews);
  // Grants are read after owners have changed, because a new owner has other grants.
  await apply('Grants', compareGrants);
  const remaining: Change[] = [];
  for (const compare of [compareRoles, compareMemberships, comparePolicies, compareDefaults, compareGrants])
    remaining.push(...(await compare(client, access)));
  requireNone(remaining);
  const rebuilds = await describeRebuilds(client, access);
  if (end === 'COMMIT') await passwords?.keep();
  await client.query(end);
  return {
    changed: underHeadings(report, new Set(remaining.map(({ text }) => text))),
    notes: [
      ...(passwords?.notes ?? []),
      ...remaining.flatMap(({ orNote }) => orNote ?? []),
      ...describeStructure(found, expected),
      ...describeRecorded(recorded),
      ...rebuilds,
    ],
  };
}

/** `migration 001-runtime.sql of runtime`. */
function nameOf({ file, package: name }: Migration): string {
  return `migration ${file} of ${name}`;
}

/** Recording what an earlier release applied changes nothing that the site works with. */
function describeRecorded({ length }: readonly Migration[]): string[] {
  if (length === 0) return [];
  return [
    `The database has the work of ${length} earlier ${length === 1 ? 'migration' : 'migrations'}, which set-up records.`,
  ];
}

/** @param remaining the lines of changes that could not be made. */
function underHeadings(
  report: readonly [heading: string, lines: readonly string[]][],
  remaining: ReadonlySet<string>,
): Changed[] {
  return [...new Set(report.map(([heading]) => heading))]
    .map((heading) => {
      const lines = report.flatMap((each) => (each[0] === heading ? each[1] : []));
      return { heading, lines: lines.filter((line) => !remaining.has(line)) };
    })
    .filter(({ lines }) => lines.length > 0);
}
