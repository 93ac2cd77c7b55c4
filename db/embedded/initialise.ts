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
 * @throws {OperatorError} if the folder is of another major version, or initdb fails.
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

  // Made under another name and renamed when complete, so that an interrupted first start leaves no half-made data.
  const unfinished = join(folder, 'data.new');
  await rm(unfinished, { recursive: true, force: true });
  await run(
    initialiser(user, binaries.initdb),
    binaries.initdb,
    [
      '-D',
      unfinished,
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
  await rename(unfinished, data);
  return password;
}

/** Makes the folder for the server's data, password and port, which other users cannot enter. */
export async function makeFolder(folder: string): Promise<void> {
  // Other users may pass through the data folder but not list it, because Postgres may run as another user than the
  // site.
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

/** The environment of the server's processes: a minimum, with messages in English. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const variables: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return variables as NodeJS.ProcessEnv;
}
