import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort } from './port';
import { isAlive } from './processes';
import { startEmbedded, type EmbeddedPostgres } from './start';

let dataDir: string;
let server: EmbeddedPostgres | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function start(durable = false): Promise<EmbeddedPostgres> {
  server = await startEmbedded({ dataDir, log: () => {}, durable });
  return server;
}

async function ask(statement: string): Promise<unknown[]> {
  const client = new pg.Client(server!.url);
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

test('makes a UTF-8 database that only those with its password can open', async () => {
  const { url } = await start();
  expect(
    await ask(
      'SELECT datname, pg_encoding_to_char(encoding), datlocprovider, datlocale FROM pg_database WHERE datname = current_database()',
    ),
  ).toEqual(['video_tutorials', 'UTF8', 'b', 'C.UTF-8']);
  expect(
    (await ask('SHOW random_page_cost; ')).concat(await ask('SHOW jit'), await ask('SHOW max_connections')),
  ).toEqual(['1.1', 'off', '200']);
  expect((await stat(join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600);
  const stranger = Object.assign(new URL(url), { password: 'guess' });
  await expect(new pg.Client(stranger.href).connect()).rejects.toMatchObject({ code: '28P01' });
});

test('keeps its data, password and port across a restart', async () => {
  const { url, stop, pid } = await start();
  await ask('CREATE TABLE kept (id int)');
  await stop();
  expect(isAlive(pid)).toBe(false);
  expect((await start()).url).toBe(url);
  expect(await ask('SELECT count(*)::int FROM kept')).toEqual([0]);
});

test('replaces a server that its dead supervisor left behind', async () => {
  const left = await start();
  await ask('CREATE TABLE kept (id int)');
  const next = await start();
  expect(isAlive(left.pid)).toBe(false);
  expect(next.pid).not.toBe(left.pid);
  expect(await ask('SELECT count(*)::int FROM kept')).toEqual([0]);
});

test('keeps what was committed when the server is killed', async () => {
  const { pid, exited } = await start(true);
  await ask('CREATE TABLE kept (id int)');
  process.kill(pid, 'SIGKILL');
  await exited;
  await start();
  expect(await ask('SELECT count(*)::int FROM kept')).toEqual([0]);
});

test('ignores a process that reused the id of the dead server', async () => {
  const { stop } = await start();
  const file = join(dataDir, 'postgres/data/postmaster.pid');
  const lines = await readFile(file, 'utf8');
  await stop();
  await writeFile(file, lines.replace(/^\d+/, String(process.pid)));
  await start();
  expect(await ask('SELECT 1')).toEqual([1]);
});

test('takes another port if the last one is taken', async () => {
  const { stop } = await start();
  await stop();
  const { createServer } = await import('node:net');
  const port = Number(new URL(server!.url).port);
  const other = createServer().listen(port, '127.0.0.1');
  await vi.waitFor(() => expect(other.listening).toBe(true), { timeout: 60_000, interval: 20 });
  expect(new URL((await start()).url).port).not.toBe(String(port));
  other.close();
});

test('reports that data of another major version cannot be opened', async () => {
  const { stop } = await start();
  await stop();
  await writeFile(join(dataDir, 'postgres/data/PG_VERSION'), '13\n');
  await expect(start()).rejects.toThrow(/was written by Postgres 13 and this version brings Postgres 18/);
});

test('reports that the data folder cannot be made', async () => {
  const file = join(dataDir, 'file');
  await writeFile(file, '');
  await expect(startEmbedded({ dataDir: file, log: () => {}, port: await freePort() })).rejects.toThrow(
    /^The data folder .*file\/postgres cannot be written/,
  );
});
