import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { loginUrl, type Secrets } from './secrets';
import type { Service } from './access';

/** SQLSTATEs for an unknown login or a wrong password. */
const REFUSED = new Set(['28P01', '28000']);
const ITERATIONS = 4096;

/** Returns whether a login failed because of its name or its password, and not for another reason. */
export function isLoginRefused(error: unknown): error is Error & { code: string } {
  return REFUSED.has((error as { code?: string }).code ?? '');
}

/** The services that cannot log in with these passwords. */
export async function findRefused(
  databaseUrl: string,
  services: readonly Service[],
  secrets: Secrets,
): Promise<Service[]> {
  const refused: Service[] = [];
  for (const service of services)
    if (!secrets[service.name] || !(await canLogIn(loginUrl(databaseUrl, service, secrets)))) refused.push(service);
  return refused;
}

async function canLogIn(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: 'set-up' });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (isLoginRefused(error)) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The role of the first of these services with an open connection; null if there is none. */
export async function findConnected(client: pg.ClientBase, services: readonly Service[]): Promise<string | null> {
  const { rows } = await client.query<{ role: string }>(
    'SELECT usename AS role FROM pg_stat_activity WHERE usename = ANY ($1) ORDER BY 1 LIMIT 1',
    [services.map(({ role }) => role)],
  );
  return rows[0]?.role ?? null;
}

/** Gives services their passwords. */
export async function setPasswords(
  client: pg.ClientBase,
  services: readonly Service[],
  secrets: Secrets,
): Promise<void> {
  for (const { name, role } of services) {
    // Hashed here, because the server may log the statement.
    await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(scramOf(secrets[name]!))}`);
  }
}

/**
 * The verifier that Postgres stores for a password (RFC 5803). @param password ASCII, so that it needs no
 * normalisation.
 */
function scramOf(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const key = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
}
