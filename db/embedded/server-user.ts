import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { OperatorError } from '../operator-error';

/** The user that runs Postgres, which refuses to run as root. */
export interface ServerUser {
  /** Wraps a command line so that it runs as this user. */
  command(binary: string, args: string[]): [string, string[]];
  ids: Ids | undefined;
}

/** Signed, as `spawn` takes them. macOS writes nobody as -2. */
interface Ids {
  uid: number;
  gid: number;
}

/**
 * Chooses the user: the current one, or `nobody` instead of root. If `nobody` cannot enter the folder (home directories
 * are often closed), root runs Postgres inside a user namespace, where Postgres does not see it as root. Changes the
 * owner of `folder` and its content to that user.
 * @throws {OperatorError} naming the folder that `nobody` may not enter.
 */
export async function chooseServerUser(folder: string, postgres: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { command: (binary, args) => [binary, args], ids: undefined };

  const nobody = readNobody();
  const passes = (path: string) => succeeds('test', ['-x', path], nobody);
  if (passes(dirname(folder)) && passes(postgres)) {
    await giveTo(folder, nobody);
    return { command: (binary, args) => [binary, args], ids: nobody };
  }

  const namespace = ['--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];
  if (succeeds('unshare', [...namespace, postgres, '--version'])) {
    await giveTo(folder, { uid: 0, gid: 0 });
    return { command: (binary, args) => ['unshare', [...namespace, binary, ...args]], ids: undefined };
  }

  const closed = [...ancestors(folder), ...ancestors(postgres)].find((path) => !passes(path)) ?? folder;
  throw new OperatorError(
    `Postgres cannot run as root, and the user nobody may not enter ${closed}: start as an ordinary user, open that folder (chmod o+x), or set DATA_DIR to another place.`,
  );
}

/**
 * Wraps initdb, which needs a name for its user's id. If the id has none, as in many containers, initdb runs as
 * `nobody` in a user namespace, which owns the same files.
 * @throws {OperatorError} with advice, if the user cannot get a name.
 */
export function initialiser(user: ServerUser, initdb: string, hasName = userHasName()): ServerUser {
  if (user.ids !== undefined || hasName) return user;
  const { uid, gid } = readNobody();
  const namespace = ['--user', `--map-user=${uid}`, `--map-group=${gid}`];
  if (succeeds('unshare', [...namespace, initdb, '--version'])) {
    return { command: (binary, args) => ['unshare', [...namespace, binary, ...args]], ids: undefined };
  }
  throw new OperatorError(
    `The user with the id ${process.getuid?.()} has no name here, and Postgres wants one for its first start: start as a user that is in /etc/passwd, ` +
      `add a line for it (echo 'site:x:${process.getuid?.()}:${process.getgid?.()}::/:/bin/sh' >> /etc/passwd), or set DATABASE_URL to a Postgres of your own.`,
  );
}

function userHasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** The ids of `nobody` in the text of a file such as /etc/passwd. Pure. */
export function nobodyIn(passwd: string): Ids {
  const line = passwd.split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid = '65534', gid = '65534'] = line?.split(':') ?? [];
  return { uid: Number(uid) | 0, gid: Number(gid) | 0 };
}

function readNobody(): Ids {
  return nobodyIn(readFileSync('/etc/passwd', 'utf8'));
}

/** Converts the ids to unsigned, as `chown` takes and `stat` returns them. Pure. */
export function unsigned({ uid, gid }: Ids): Ids {
  return { uid: uid >>> 0, gid: gid >>> 0 };
}

function succeeds(command: string, args: string[], ids?: Ids): boolean {
  return spawnSync(command, args, { ...ids, cwd: '/', stdio: 'ignore' }).status === 0;
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

async function giveTo(folder: string, ids: Ids): Promise<void> {
  const { uid, gid } = unsigned(ids);
  if ((await stat(folder)).uid === uid) return;
  for (const entry of await readdir(folder, { recursive: true })) await chown(join(folder, entry), uid, gid);
  // Last, so that an interrupted change starts again.
  await chown(folder, uid, gid);
}
