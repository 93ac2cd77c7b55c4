import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../operator-error';
import type { Service } from './access';

/** The password of each service, by its name. */
export type Secrets = Readonly<Record<string, string>>;

const fileOf = (dataDir: string) => join(dataDir, 'database-secrets.json');

/**
 * The passwords in a data folder; none if there is no file.
 * @throws {OperatorError} if others can read the file, or its content is not valid.
 */
export async function readSecrets(dataDir: string): Promise<Secrets> {
  const file = fileOf(dataDir);
  const found = await stat(file).catch(() => null);
  if (!found) return {};
  if ((found.mode & 0o077) !== 0) {
    throw new OperatorError(
      `Others can read ${file}, which holds the database passwords: run chmod 600 ${file}, or delete it to have new ones made.`,
    );
  }
  const secrets = parse(await readFile(file, 'utf8'));
  if (!secrets) throw new OperatorError(`${file} is damaged: delete it to have new passwords made.`);
  return secrets;
}

function parse(text: string): Secrets | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string')
      ? (value as Secrets)
      : null;
  } catch {
    return null;
  }
}

/** Adds a random password for each service that has none. */
export function completeSecrets(services: readonly Service[], kept: Secrets): Secrets {
  const missing = services.map(({ name }) => name).filter((name) => !kept[name]);
  return { ...kept, ...Object.fromEntries(missing.map((name) => [name, randomBytes(24).toString('base64url')])) };
}

/** Writes the passwords to a data folder. */
export async function keepSecrets(dataDir: string, secrets: Secrets): Promise<void> {
  const file = fileOf(dataDir);
  // The same mode as the site uses, if the folder does not exist yet.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  // Renamed when complete, and never readable by others.
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
}

/** The URL of a service: the server and the database of another URL, with the service's login. */
export function loginUrl(
  databaseUrl: string,
  { name, role }: Pick<Service, 'name' | 'role'>,
  secrets: Secrets,
): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = secrets[name]!;
  return url.href;
}
