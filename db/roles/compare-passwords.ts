import type { ClientBase } from 'pg';
import { OperatorError } from '../operator-error';
import { findRefused, setPasswords } from './passwords';
import { completeSecrets, keepSecrets, readSecrets, type Secrets } from './secrets';
import { roleOf } from './services';

/**
 * The services that cannot log in with the password that is kept for them: each gets it, and one where none is kept.
 * @param client in the transaction that has made the roles.
 * @returns what is said of it, and what writes the passwords to the data folder.
 */
export async function comparePasswords(
  client: ClientBase, databaseUrl: string, dataDir: string,
): Promise<{ lines: string[]; keep: () => Promise<void> }> {
  const kept = await readSecrets(dataDir);
  const refused = await findRefused(databaseUrl, kept);
  const secrets = completeSecrets(kept);
  await setPasswords(client, refused, secrets, dataDir);
  return {
    lines: refused.map((service) => (kept[service]
      ? `~ password of ${roleOf(service)}, which is not the one that is kept`
      : `+ password of ${roleOf(service)}, made at random`)),
    keep: () => (refused.every((service) => kept[service]) ? Promise.resolve() : keepSecrets(dataDir, secrets)),
  };
}

/** @throws {OperatorError} where a service cannot log in with its password, all the same. */
export async function requireLogins(databaseUrl: string, secrets: Secrets): Promise<void> {
  const [refused] = await findRefused(databaseUrl, secrets);
  if (refused) throw new OperatorError(`The server does not let ${roleOf(refused)} log in with its password: allow it in pg_hba.conf.`);
}
