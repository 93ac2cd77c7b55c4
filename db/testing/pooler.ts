import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../embedded/port';
import { chooseServerUser } from '../embedded/server-user';

/** Whether PgBouncer is on this machine. */
export const hasPooler = spawnSync('pgbouncer', ['--version']).status === 0;

/** The statements that an operator runs by docs/operations/connections.md, as a superuser in the site's database. */
export const LOOK_UP = `
  CREATE ROLE pgbouncer LOGIN PASSWORD 'look up';
  CREATE SCHEMA pgbouncer;
  CREATE FUNCTION pgbouncer.login(INOUT name name, OUT password text) RETURNS SETOF record
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS 'SELECT rolname, rolpassword FROM pg_authid WHERE rolname = name AND rolcanlogin';
  REVOKE ALL ON FUNCTION pgbouncer.login FROM PUBLIC;
  GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer;
  GRANT EXECUTE ON FUNCTION pgbouncer.login TO pgbouncer`;

/**
 * Starts a PgBouncer in front of a server, as docs/operations/connections.md describes it.
 * @param url of a superuser.
 * @param settings lines of its configuration, such as `pool_mode = session`.
 * @returns the URL of the same database and user through it.
 */
export async function startPooler(
  url: string,
  settings: readonly string[],
): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port, pathname } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'video-tutorials-pgbouncer-'));
  const listenPort = await freePort();
  const ini = join(folder, 'pgbouncer.ini');
  await writeFile(join(folder, 'userlist.txt'), '"pgbouncer" "look up"\n');
  await writeFile(
    ini,
    [
      '[databases]',
      `${pathname.slice(1)} = host=${hostname} port=${port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${listenPort}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${join(folder, 'userlist.txt')}`,
      'auth_user = pgbouncer',
      'auth_query = SELECT name, password FROM pgbouncer.login($1)',
      ...settings,
    ].join('\n'),
  );
  await chmod(folder, 0o755);
  const user = await chooseServerUser(folder, process.execPath);
  const child = spawn('pgbouncer', [ini], { ...user.ids, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = once(child, 'exit');
  await Promise.race([
    untilListening(listenPort),
    ended.then(() => {
      throw new Error(`PgBouncer did not start: ${log}`);
    }),
  ]);
  const pooled = new URL(url);
  pooled.port = String(listenPort);
  return {
    url: pooled.href,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one or more statements on a new connection. */
export async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await delay(50);
  }
}
