import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../operator-error';
import type { Binaries } from './binaries';
import { explain } from './explain';
import { initialiser, unsigned, type ServerUser } from './server-user';

/**
 * Makes the data folder at the first start.
 * @returns the password of the user `postgres`.
 * @throws {OperatorError} when the folder is of another major version, or initdb fails.
 */
export async function initialise(
  folder: string,
  binaries: Binaries,
  user: ServerUser,
  durable: boolean,
): Promise<string> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (found && found !== binaries.major) {
    throw new OperatorError(
      `${data} was written by Postgres ${found} and this version brings Postgres ${binaries.major}: go back to the version of the site that wrote it, or move its data over with pg_upgrade.`,
    );
  }
  if (found) return (await readFile(passwordFile, 'utf8')).trim();

  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.ids) {
    const { uid, gid } = unsigned(user.ids);
    await chown(passwordFile, uid, gid);
  }

  // Made aside and renamed when whole: a first start that was interrupted leaves nothing half made.
  const aside = join(folder, 'data.new');
  await rm(aside, { recursive: true, force: true });
  await run(
    initialiser(user, binaries.initdb),
    binaries.initdb,
    [
      '-D',
      aside,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(durable ? [] : ['--no-sync']),
    ],
    folder,
  );
  await rename(aside, data);
  return password;
}

/** The folder that holds the server's data, password and port; closed to others. */
export async function makeFolder(folder: string): Promise<void> {
  // Others may pass through the data folder but not look around: Postgres may run as another user than we do.
  await mkdir(join(folder, '..'), { recursive: true, mode: 0o711 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

function run(user: ServerUser, binary: string, args: string[], folder: string): Promise<void> {
  const [command, rest] = user.command(binary, args);
  return new Promise((done, fail) => {
    execFile(command, rest, { ...user.ids, cwd: '/', env: serverEnvironment() }, (error, stdout, stderr) => {
      if (error) fail(explain(`${stdout}\n${stderr || error.message}`, folder));
      else done();
    });
  });
}

/** What the server's processes see of our environment: little, and its messages in English. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const variables: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return variables as NodeJS.ProcessEnv;
}
