import { MigrationError } from '@message-db/client';
import { OperatorError } from './operator-error';

/**
 * Converts an error of connecting or setting up to an OperatorError if the operator can correct it. Never shows the password of the
 * URL.
 * @param options.setting the name of the setting with the URL.
 * @param options.roles the roles that were being set up.
 * @returns the same error if it is unknown.
 */
export function explainDatabaseError(
  error: unknown,
  databaseUrl: string,
  { setting = 'DATABASE_URL', roles = [] }: { setting?: string; roles?: readonly string[] } = {},
): unknown {
  if (error instanceof MigrationError) return new OperatorError(error.message);
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const url = new URL(databaseUrl);
  const user = decodeURIComponent(url.username) || 'the default user';
  const name = decodeURIComponent(url.pathname.slice(1));
  const server = url.host || 'the local server';

  if (isAway(error)) {
    return new OperatorError(`No database answers at ${server} (${code || 'no answer in 10 s'}): check ${setting}.`);
  }
  if (code === '53300' || /no more connections allowed/.test(message)) {
    return new OperatorError(
      `${server} has no connection left (${message}): allow more of them, or end some of whatever else is connected.`,
    );
  }
  if (/does not support SSL/.test(message)) {
    return new OperatorError(
      `${server} does not speak TLS: leave sslmode out of ${setting}, or turn TLS on at the server.`,
    );
  }
  if (/password must be a string/.test(message))
    return new OperatorError(`${server} asks for a password for the user ${user}: add it to ${setting}.`);
  if (code === '28P01' || code === '28000')
    return new OperatorError(`${server} refuses the user ${user} of ${setting}: ${message}.`);
  if (code === '3D000')
    return new OperatorError(`There is no database ${name} on ${server}: create it, or correct ${setting}.`);
  if (code === '25006')
    return new OperatorError(`The database at ${server} is read-only: ${setting} must name the primary.`);
  if (code === '55P03')
    return new OperatorError(
      `Another process is setting up the database at ${server}, or holds a lock on one of its tables: try again later.`,
    );
  if (code === '53100') return new OperatorError(`The disk of the database at ${server} is full.`);
  if (code === '42501' && /grant role/.test(message)) {
    // Since Postgres 16, CREATEROLE covers only roles that the same user created.
    return new OperatorError(
      `Another user made the site's roles on ${server}: have an administrator run GRANT ${roles.join(', ')} TO "${user}", and start again.`,
    );
  }
  if (code === '42501') {
    return new OperatorError(
      `The user ${user} of ${setting} may not set up the database (${message}): it must own the database ${name} and have CREATEROLE.`,
    );
  }
  return error;
}

/** Whether the server did not answer, which may be temporary. */
export function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EAI_AGAIN)$/.test(code) ||
    /timeout expired|timed? ?out/i.test(message)
  );
}
