import { connectionConfig } from '@message-db/client';
import pg, { escapeLiteral } from 'pg';
import { explainDatabaseError } from '../../explain-database-error';
import { OperatorError } from '../../operator-error';
import { describeGrants } from '../compare-grants';
import { isLoginRefused } from '../passwords';
import { loginUrl, readSecrets } from '../secrets';
import type { Access, Service } from '../access';
import { withAdministrator } from '../administrator';
import { actionsOf, type Action, type Expected } from './actions';
import { readSubject } from './subject';

/** SQLSTATE insufficient_privilege, the only error about rights. */
const REFUSED = '42501';

/** The outcome of an action that one service tried. */
export interface Attempt {
  /**
   * `refused`, `allowed` and `own`: as expected. `forbidden`: it succeeded but should have been refused. `missing`: it
   * was refused but should have succeeded. `unclear`: it failed for another reason than a right.
   */
  readonly outcome: Expected | 'forbidden' | 'missing' | 'unclear';
  /** The statement that shows a wrong outcome. */
  readonly statement?: string;
  /** The SQLSTATE of the failure. */
  readonly code?: string;
}

export interface Verified {
  /** The names of the services, in the order of each row's attempts. */
  readonly services: readonly string[];
  readonly rows: readonly { readonly kind: string; readonly action: string; readonly attempts: readonly Attempt[] }[];
}

/**
 * Logs in as each service with its password and tries all actions, forbidden and needed. Each is undone.
 * @param databaseUrl of the administrator, who reads the objects from the catalogs.
 * @param dataDir the folder of the passwords.
 * @throws {OperatorError} if a password is missing or wrong.
 */
export async function verifyDatabase(
  access: Access,
  databaseUrl: string,
  dataDir: string,
  signal?: AbortSignal,
): Promise<Verified> {
  const secrets = await readSecrets(dataDir);
  const missing = access.services.find(({ name }) => !secrets[name]);
  if (missing) {
    throw new OperatorError(
      `The password of ${missing.role} is not kept in ${dataDir}: verify on the machine that has it, or run npm run db:apply here.`,
    );
  }
  const actions = await withAdministrator(
    databaseUrl,
    async (client) => {
      await client.query('BEGIN TRANSACTION READ ONLY');
      await requireSetUp(client);
      const subject = await readSubject(client, access);
      return actionsOf(access, subject, await describeGrants(client, access, subject.builds));
    },
    { signal },
  );
  const services = access.services.map((service) => ({
    service,
    client: clientOf(loginUrl(databaseUrl, service, secrets)),
  }));
  const stop = () => services.forEach(({ client }) => void client.end().catch(() => {}));
  signal?.addEventListener('abort', stop);
  try {
    // One after the other: all at once they would wait for each other, on a slow machine until one gives up.
    for (const { service, client } of services) await logIn(client, service, databaseUrl);
    const columns = await Promise.all(services.map(({ service, client }) => tryAll(client, service, actions)));
    return {
      services: access.services.map(({ name }) => name),
      rows: actions.map(({ kind, name }, index) => ({
        kind,
        action: name,
        attempts: columns.map((attempts) => attempts[index]!),
      })),
    };
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(services.map(({ client }) => client.end().catch(() => {})));
  }
}

function clientOf(connectionString: string): pg.Client {
  const client = new pg.Client(connectionConfig({ connectionString, applicationName: 'verify' }));
  client.on('error', () => {}); // The running statement fails too, and reports it.
  return client;
}

async function requireSetUp(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ is: boolean }>(
    `SELECT to_regclass('message_store.writer') IS NOT NULL AND to_regclass('runtime.build') IS NOT NULL AS is`,
  );
  if (!rows[0]!.is)
    throw new OperatorError('This database is not set up, or by an earlier release: run npm run db:apply first.');
}

async function logIn(client: pg.Client, { role }: Service, databaseUrl: string): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    if (!isLoginRefused(error)) throw explainDatabaseError(error, databaseUrl);
    throw new OperatorError(
      `${role} cannot log in with the password that is kept for it (${error.message}): npm run db:apply sets it.`,
    );
  }
}

async function tryAll(client: pg.Client, service: Service, actions: readonly Action[]): Promise<Attempt[]> {
  await client.query(`SET lock_timeout = '10s'; SET client_min_messages = error`);
  const tries = actions.map((action) => (action.expected(service) === 'own' ? [] : action.tries(service)));
  const codes = await tryStatements(client, tries.flat());
  let next = 0;
  return actions.map((action, index) => {
    const statements = tries[index]!;
    const outcomes = codes.slice(next, (next += statements.length));
    return judge(action.expected(service), statements, outcomes);
  });
}

/** @param codes of each statement: the SQLSTATE of its failure, or null if it succeeded. */
function judge(expected: Expected, statements: readonly string[], codes: readonly (string | null)[]): Attempt {
  for (const [index, code] of codes.entries()) {
    const statement = statements[index]!;
    if (code !== null && code !== REFUSED) return { outcome: 'unclear', statement, code };
    if (expected === 'refused' && code === null) return { outcome: 'forbidden', statement };
    if (expected === 'allowed' && code === REFUSED) return { outcome: 'missing', statement, code };
  }
  return { outcome: expected };
}

/** So many statements are tried in one round trip: few enough that a signal ends them soon. */
const AT_ONCE = 200;
/** The SQLSTATE that undoes a statement that succeeded. */
const SUCCEEDED = 'VT001';

/**
 * Tries each statement in a subtransaction that is undone, whether it succeeds or not.
 * @returns for each the SQLSTATE of its failure, or null if it succeeded.
 */
async function tryStatements(client: pg.Client, statements: readonly string[]): Promise<(string | null)[]> {
  const codes: (string | null)[] = [];
  for (let start = 0; start < statements.length; start += AT_ONCE) {
    const array = statements.slice(start, start + AT_ONCE).map((statement) => escapeLiteral(statement));
    const block = `
      DECLARE statement text; codes text[];
      BEGIN
        FOREACH statement IN ARRAY ARRAY[${array.join(', ')}] LOOP
          BEGIN
            EXECUTE statement;
            RAISE EXCEPTION SQLSTATE '${SUCCEEDED}';
          EXCEPTION WHEN OTHERS THEN codes := codes || SQLSTATE;
          END;
        END LOOP;
        PERFORM pg_catalog.set_config('verify.codes', pg_catalog.array_to_json(codes)::text, true);
      END`;
    const answers = await client.query(
      `BEGIN; DO ${escapeLiteral(block)}; SELECT current_setting('verify.codes') AS codes; ROLLBACK`,
    );
    const [, , { rows }] = answers as unknown as [unknown, unknown, pg.QueryResult<{ codes: string }>];
    codes.push(...(JSON.parse(rows[0]!.codes) as string[]).map((code) => (code === SUCCEEDED ? null : code)));
  }
  return codes;
}
