import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMessageStore, createPool, type MessageStore } from '@message-db/client';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readSecrets } from '@/db/access/secrets';
import { setUpDatabase } from '@/db/access/set-up';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { SITE } from '@/workers/services/site-database';
import { run } from './program';

let folder: string;
let dataDir: string;
let server: EmbeddedPostgres;
let store: MessageStore;

const GUESTS = 'reporting crm=crm,viewing:command';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guests-'));
  // The server may run as another user, who must reach its folder.
  execFileSync('chmod', ['711', folder]);
  dataDir = join(folder, 'site');
  server = await startEmbedded({ dataDir, log: () => {}, durable: false });
  await setUpDatabase(SITE, server.url, dataDir);
  store = createMessageStore(createPool({ connectionString: server.url }));
});
afterAll(async () => {
  await store.pool.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function command(name: string, guests = GUESTS) {
  const lines: string[] = [];
  const code = await run([name], {
    variables: { NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_GUESTS: guests },
    signal: new AbortController().signal,
    say: (line) => lines.push(...line.split('\n')),
  });
  return { code, lines };
}

/** Another program, with the login that the operator hands it, and its own statements. */
async function connect(guest: string): Promise<pg.Client> {
  const url = new URL(server.url);
  url.username = `video_tutorials_guest_${guest}`;
  url.password = (await readSecrets(dataDir))[`guest-${guest}`]!;
  url.searchParams.set('options', '-c search_path=message_store');
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const write = (client: pg.Client, streamName: string, version: number | null = null) =>
  client.query('SELECT write_message($1, $2, $3, $4, NULL, $5) AS position', [
    randomUUID(),
    streamName,
    'Noted',
    '{}',
    version,
  ]);

test('a declared guest reads messages and appends to its categories, and stays so at each set-up', async () => {
  expect((await command('db:plan')).lines).toContain('  + role video_tutorials_guest_crm LOGIN');
  expect((await command('db:apply')).code).toBe(0);
  const passwords = await readSecrets(dataDir);

  const crm = await connect('crm');
  expect((await write(crm, 'crm-1', -1)).rows).toEqual([{ position: '0' }]);
  expect((await crm.query('SELECT type FROM get_stream_messages($1)', ['crm-1'])).rows).toEqual([{ type: 'Noted' }]);
  await expect(write(crm, 'crm-1', -1)).rejects.toThrow(
    'Wrong expected version: -1 (Stream: crm-1, Stream Version: 0)',
  );
  await write(crm, 'viewing:command-1');
  await expect(write(crm, 'viewing-1')).rejects.toMatchObject({ code: '42501' });
  await expect(write(crm, 'identity-1')).rejects.toMatchObject({ code: '42501' });
  await expect(crm.query('SELECT FROM view.videos')).rejects.toMatchObject({ code: '42501' });

  const reporting = await connect('reporting');
  expect((await reporting.query('SELECT type FROM get_category_messages($1)', ['crm'])).rows).toHaveLength(1);
  await expect(write(reporting, 'crm-2')).rejects.toMatchObject({ code: '42501' });

  expect((await command('db:apply')).lines[0]).toBe('✓ Nothing to change');
  expect(await readSecrets(dataDir)).toEqual(passwords);
  await write(crm, 'crm-1', 0);
  const verified = await command('db:verify');
  expect([verified.code, verified.lines.at(-1)]).toEqual([0, expect.stringMatching(/^✓ [\d,]+ attempts of /)]);
});

test('a guest that is no longer declared loses its rights', async () => {
  await command('db:apply');
  const crm = await connect('crm');
  const { lines } = await command('db:apply', 'reporting');
  expect(lines).toContain('  - video_tutorials_guest_crm appends to crm');
  // Without the right to use the schema, its functions are not found.
  await expect(write(crm, 'crm-3')).rejects.toMatchObject({ code: '42883' });
  await expect(crm.query(`SELECT FROM message_store.messages`)).rejects.toMatchObject({ code: '42501' });
  expect((await command('db:plan', 'reporting')).lines[0]).toBe('✓ Nothing to change');
});

test('no guest may write the events of a component', async () => {
  expect(await command('db:apply', 'forger=identity')).toEqual({
    code: 1,
    lines: [
      '✗ DATABASE_GUESTS lets forger append to a category whose events identity alone writes: let it send commands instead.',
    ],
  });
});
