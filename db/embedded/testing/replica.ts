import { copyFile, cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import pg from 'pg';
import { makeFolder } from '../initialise';
import { startEmbedded, type EmbeddedPostgres } from '../start';

/** Files in the primary's data folder that belong to the running server only. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_internal\.init|pgsql_tmp.*)$/;
const EMPTIED = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];

/**
 * Makes a streaming replica of an embedded Postgres and starts it: a base backup, as pg_basebackup would take it.
 * @param primary the data folder that the primary was started on, and its URL.
 * @param dataDir a folder for the replica.
 */
export async function startReplica(
  primary: { dataDir: string; url: string },
  dataDir: string,
): Promise<EmbeddedPostgres> {
  const [from, to] = [primary.dataDir, dataDir].map((folder) => join(folder, 'postgres')) as [string, string];
  const slot = `replica_${basename(dataDir)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '_')}`;
  await makeFolder(to);
  // The replica has the primary's users and passwords.
  await copyFile(join(from, 'password'), join(to, 'password'));
  // The backup belongs to a session, which must last until it ends.
  const client = new pg.Client(primary.url);
  await client.connect();
  try {
    await client.query('SELECT pg_create_physical_replication_slot($1, true)', [slot]);
    await client.query(`SELECT pg_backup_start('replica', fast => true)`);
    await copyData(join(from, 'data'), join(to, 'data'));
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    );
    await writeFile(join(to, 'data', 'backup_label'), rows[0]!.labelfile, { mode: 0o600 });
  } finally {
    await client.end();
  }
  const { username, password, hostname, port } = new URL(primary.url);
  await writeFile(join(to, 'data', 'standby.signal'), '');
  await writeFile(
    join(to, 'data', 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\nprimary_slot_name = '${slot}'\n`,
    { mode: 0o600 },
  );
  return startEmbedded({ dataDir, log: () => {}, durable: false });
}

async function copyData(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const name of await readdir(from)) {
    if (LEFT_OUT.test(name)) continue;
    if (EMPTIED.includes(name)) await mkdir(join(to, name), { mode: 0o700 });
    else
      await cp(join(from, name), join(to, name), { recursive: true, filter: (path) => !LEFT_OUT.test(basename(path)) });
  }
}

/**
 * Pauses or resumes a replica's replay. While paused, it receives and keeps the primary's commits but does not show
 * them.
 */
export async function pauseReplay(url: string, pause: boolean): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(pause ? 'SELECT pg_wal_replay_pause()' : 'SELECT pg_wal_replay_resume()');
    if (!pause) return;
    for (;;) {
      const { rows } = await client.query<{ state: string }>('SELECT pg_get_wal_replay_pause_state() AS state');
      if (rows[0]?.state === 'paused') return;
    }
  } finally {
    await client.end();
  }
}
