import type { ClientBase } from 'pg';
import { OperatorError } from '../operator-error';
import { findConnected, findRefused, setPasswords } from './passwords';
import { completeSecrets, keepSecrets, readSecrets, type Secrets } from './secrets';
import type { Access } from './access';

/** The changes of passwords. */
interface Passwords {
  readonly lines: string[];
  /** Sentences: why a change is not made. */
  readonly notes: string[];
  /** Writes the passwords to the data folder. @throws {OperatorError} if that must not be done. */
  readonly keep: () => Promise<void>;
}

/**
 * Finds the services that cannot log in with their kept password. Each gets that password, or a new one if none is
 * kept. But if such a service is connected, it has another password and must not be cut off.
 * @param client in the transaction that has made the roles.
 */
export async function comparePasswords(
  client: ClientBase,
  { services }: Access,
  databaseUrl: string,
  dataDir: string,
): Promise<Passwords> {
  const kept = await readSecrets(dataDir);
  const refused = await findRefused(databaseUrl, services, kept);
  const secrets = completeSecrets(services, kept);
  const connected = await findConnected(client, refused);
  const conflict =
    connected === null
      ? null
      : `Somebody is connected as ${connected} with a password that is not the one in ${dataDir}: copy database-secrets.json there from ` +
        'the other machine of this site, or, where the password was changed by hand, stop the site first.';
  await setPasswords(client, refused, secrets);
  return {
    lines: refused.map((service) =>
      kept[service.name]
        ? `~ password of ${service.role}, which is not the one that is kept`
        : `+ password of ${service.role}, made at random`,
    ),
    notes: conflict === null ? [] : [conflict],
    keep: async () => {
      if (conflict !== null) throw new OperatorError(conflict);
      if (!refused.every(({ name }) => kept[name])) await keepSecrets(dataDir, secrets);
    },
  };
}

/** @throws {OperatorError} if a service still cannot log in with its password. */
export async function requireLogins(databaseUrl: string, { services }: Access, secrets: Secrets): Promise<void> {
  const [refused] = await findRefused(databaseUrl, services, secrets);
  if (refused)
    throw new OperatorError(
      `The server does not let ${refused.role} log in with its password: allow it in pg_hba.conf.`,
    );
}
