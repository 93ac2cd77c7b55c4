import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OperatorError } from '../operator-error';

/** As whom Postgres runs: it refuses to run as root. */
export interface ServerUser {
  /** Wraps a command line so that it runs as this user. */
  command(binary: string, args: string[]): [string, string[]];
  ids: { uid: number; gid: number } | undefined;
}

/**
 * Chooses the user: ourselves, or, for root, `nobody`. Where nobody cannot go (a home directory is often closed),
 * root inside a user namespace of its own, which Postgres does not see as root.
 * Gives `folder` and all in it to that user.
 * @throws {OperatorError} naming the folder that is closed to nobody.
 */
export async function chooseServerUser(folder: string, postgres: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { command: (binary, args) => [binary, args], ids: undefined };

  const nobody = lookUpNobody();
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

function lookUpNobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

function succeeds(command: string, args: string[], ids?: { uid: number; gid: number }): boolean {
  return spawnSync(command, args, { ...ids, cwd: '/', stdio: 'ignore' }).status === 0;
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

async function giveTo(folder: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  if ((await stat(folder)).uid === uid) return;
  for (const entry of await readdir(folder, { recursive: true })) await chown(join(folder, entry), uid, gid);
  // Last, so that an interrupted change starts again.
  await chown(folder, uid, gid);
}
