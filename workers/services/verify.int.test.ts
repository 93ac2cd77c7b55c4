import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '@message-db/client';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VIEW_ACCESS, roleOf } from '@/roles';
import { prepareTables } from '@message-db/runtime';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { AGGREGATORS } from './services';
import { setUpDatabase } from '@/db/access/set-up';
import { verifyDatabase, type Verified } from '@/db/access/verify/verify';
import { ACCESS, SITE } from './site-database';

/** The tables in which components have rows. */
const SHARED_BY_COMPONENTS = [
  ...['checkpoint', 'consumer', 'failed_message', 'job', 'job_pace', 'job_turn', 'lease', 'outcome', 'process'],
  ...['projected', 'snapshot', 'timer'],
];

/** A busy machine needs a long time for thousands of statements. */

let dataDir: string;
let server: EmbeddedPostgres;
let url: string;
let superuser: pg.Client;
const verify = () => verifyDatabase(ACCESS, url, dataDir);

/** Makes a site's database with the tables of all aggregators, set up by an owner who is not a superuser. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-verify-'));
  server = await startEmbedded({ dataDir, log: console.error, durable: false });
  superuser = new pg.Client(server.url);
  await superuser.connect();
  await superuser.query(
    `CREATE ROLE administrator LOGIN PASSWORD 'x' CREATEROLE; ALTER DATABASE video_tutorials OWNER TO administrator`,
  );
  url = Object.assign(new URL(server.url), { username: 'administrator', password: 'x' }).href;
  await setUpDatabase(SITE, url, dataDir);
  for (const aggregator of AGGREGATORS) {
    const pool = createPool({ connectionString: server.url, role: roleOf(aggregator.name), max: 1 });
    await prepareTables(pool, aggregator, VIEW_ACCESS);
    await pool.end();
  }
  await setUpDatabase(SITE, url, dataDir);
});
afterAll(async () => {
  await superuser.end();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The attempts with the wrong outcome: `identity: insert into message_store.messages: forbidden`. */
function wrong({ services, rows }: Verified): string[] {
  return rows
    .flatMap(({ action, attempts }) =>
      attempts.flatMap(({ outcome }, index) =>
        ['forbidden', 'missing', 'unclear'].includes(outcome) ? [`${services[index]}: ${action}: ${outcome}`] : [],
      ),
    )
    .sort();
}

/** Written by hand, so that the test does not only trust the description. */
const literal: [action: string, outcome: string, ...services: string[]][] = [
  ['append to identity', 'allowed', 'identity'],
  ['append to identity:command', 'allowed', 'application', 'identity', 'moderation'],
  ['append to moderation', 'allowed', 'moderation'],
  ['append to moderation:command', 'allowed', 'application', 'moderation'],
  ['append to sendEmail', 'allowed', 'send-email'],
  [
    'append to sendEmail:command',
    'allowed',
    'identity',
    'collaboration',
    'exporting',
    'moderation',
    'weekly-summaries',
  ],
  ['append to viewing', 'allowed', 'view-counting'],
  ['append to nobodys', 'allowed'],
  ['insert into message_store.messages', 'allowed'],
  ['update message_store.messages', 'allowed'],
  ['delete from message_store.messages', 'allowed'],
  ['truncate message_store.messages', 'allowed'],
  ['insert into message_store.writer', 'allowed'],
  ['read view.user_credentials', 'allowed', 'application', 'user-credentials', 'operator'],
  ['read view.user_credentials.password_hash', 'allowed', 'user-credentials'],
  ['execute view.password_of', 'allowed', 'application'],
  ['execute runtime.job_places', 'allowed', 'application'],
  ['append to captioning', 'allowed', 'captioning'],
  [
    'append to captioning:command',
    'allowed',
    'application',
    'captioning',
    'importing',
    'transcribing',
    'video-publishing',
  ],
  ['append to channel', 'allowed', 'channel'],
  ['append to channel:command', 'allowed', 'application', 'channel'],
  ['append to collaboration', 'allowed', 'collaboration'],
  ['append to collaboration:command', 'allowed', 'application', 'collaboration'],
  [
    'read personal.key',
    'allowed',
    'identity',
    'channel',
    'collaboration',
    'exporting',
    'moderation',
    'send-email',
    'weekly-summaries',
    'channels',
    'collaborators',
    'home-page',
    'moderation-cases',
    'search',
    'user-credentials',
    'videos',
  ],
  [
    'read personal.message_key',
    'allowed',
    'identity',
    'channel',
    'collaboration',
    'exporting',
    'moderation',
    'send-email',
    'weekly-summaries',
    'channels',
    'collaborators',
    'home-page',
    'moderation-cases',
    'search',
    'user-credentials',
    'videos',
  ],
  ['read personal.pepper', 'allowed'],
  ['update personal.key', 'allowed'],
  ['execute personal.forget', 'allowed', 'identity'],
  ['execute personal.forget_message_key', 'allowed', 'identity', 'collaboration'],
  ['execute personal.keep_key', 'allowed', 'application'],
  ['execute personal.keep_message_key', 'allowed', 'application'],
  ['execute personal.salt_of', 'allowed', 'application'],
  ['execute personal.address_id', 'allowed', 'application', 'channel'],
  ['read limits.count', 'allowed'],
  ['update limits.count', 'allowed'],
  ['execute limits.take', 'allowed', 'application'],
  ['execute limits.give_back', 'allowed', 'application'],
  ['execute limits.forget', 'allowed', 'application'],
  ['execute limits.taken', 'allowed', 'application'],
  ["add another's row to runtime.checkpoint", 'allowed'],
  ["add another's row to runtime.build", 'allowed'],
  [
    'add its own row to runtime.timer',
    'allowed',
    'identity',
    'captioning',
    'channel',
    'collaboration',
    'exporting',
    'importing',
    'moderation',
    'search-gaps',
    'send-email',
    'series',
    'transcribing',
    'video-publishing',
    'view-auditing',
    'view-counting',
    'weekly-summaries',
  ],
  ['alter or drop view.videos', 'own', 'videos'],
  ['make something in runtime', 'allowed'],
  ['make a role', 'allowed'],
  ['become another role of the site', 'allowed'],
  ['become any other role of the server', 'allowed'],
];

test('each service may do what it needs, and is refused everything else, and nothing is left of the attempts', async () => {
  const messages = () => superuser.query('SELECT count(*), max(global_position) FROM message_store.messages');
  const before = await messages();
  const verified = await verify();
  expect((await messages()).rows).toEqual(before.rows);
  expect(wrong(verified)).toEqual([]);
  for (const [action, outcome, ...services] of literal) {
    const row = verified.rows.find((each) => each.action === action)!;
    expect([action, verified.services.filter((_, index) => row.attempts[index]!.outcome === outcome)]).toEqual([
      action,
      services,
    ]);
  }
});

/** Manual changes, the failures that they cause, and how to undo them. */
const mistakes: [change: string, found: string[], undo: string][] = [
  [
    'GRANT INSERT ON message_store.messages TO video_tutorials_videos',
    ['videos: insert into message_store.messages: forbidden'],
    'REVOKE INSERT ON message_store.messages FROM video_tutorials_videos',
  ],
  [
    'GRANT UPDATE (type) ON message_store.messages TO video_tutorials_operator',
    ['operator: update message_store.messages: forbidden'],
    'REVOKE UPDATE (type) ON message_store.messages FROM video_tutorials_operator',
  ],
  [
    "INSERT INTO message_store.writer VALUES ('video_tutorials_send_email', 'viewing')",
    ['send-email: append to viewing: forbidden'],
    "DELETE FROM message_store.writer WHERE (role, category) = ('video_tutorials_send_email', 'viewing')",
  ],
  [
    "DELETE FROM message_store.writer WHERE category = 'identity'",
    ['identity: append to identity: missing'],
    "INSERT INTO message_store.writer VALUES ('video_tutorials_identity', 'identity')",
  ],
  [
    'GRANT SELECT (password_hash) ON view.user_credentials TO video_tutorials_application',
    ['application: read view.user_credentials.password_hash: forbidden'],
    'REVOKE SELECT (password_hash) ON view.user_credentials FROM video_tutorials_application',
  ],
  [
    "UPDATE runtime.service SET names = '.*' WHERE role = 'video_tutorials_send_email'",
    SHARED_BY_COMPONENTS.map((table) => `send-email: add another's row to runtime.${table}: forbidden`),
    "UPDATE runtime.service SET names = 'send-email' WHERE role = 'video_tutorials_send_email'",
  ],
  [
    'ALTER ROLE video_tutorials_video_publishing BYPASSRLS',
    SHARED_BY_COMPONENTS.map((table) => `video-publishing: add another's row to runtime.${table}: forbidden`),
    'ALTER ROLE video_tutorials_video_publishing NOBYPASSRLS',
  ],
  // Only the services that may use the schema.
  [
    'GRANT EXECUTE ON FUNCTION personal.forget TO PUBLIC',
    [
      ...['application', 'channel', 'collaboration', 'exporting', 'moderation', 'send-email', 'weekly-summaries'],
      ...['channels', 'collaborators', 'home-page', 'moderation-cases', 'search', 'user-credentials', 'videos'],
    ].map((service) => `${service}: execute personal.forget: forbidden`),
    'REVOKE EXECUTE ON FUNCTION personal.forget FROM PUBLIC',
  ],
  [
    'GRANT video_tutorials_identity TO video_tutorials_home_page WITH INHERIT FALSE',
    ['home-page: become another role of the site: forbidden'],
    'REVOKE video_tutorials_identity FROM video_tutorials_home_page',
  ],
  [
    'GRANT pg_write_server_files TO video_tutorials_home_page',
    [
      'home-page: become any other role of the server: forbidden',
      'home-page: read and write files of the server: forbidden',
    ],
    'REVOKE pg_write_server_files FROM video_tutorials_home_page',
  ],
  [
    'ALTER ROLE video_tutorials_view_counting CREATEROLE',
    ['view-counting: make a role: forbidden'],
    'ALTER ROLE video_tutorials_view_counting NOCREATEROLE',
  ],
  [
    'GRANT CREATE ON SCHEMA public TO video_tutorials_creators_videos',
    ['creators-videos: make something in public: forbidden'],
    'REVOKE CREATE ON SCHEMA public FROM video_tutorials_creators_videos',
  ],
  [
    'ALTER VIEW view.videos OWNER TO video_tutorials_operations',
    [
      'operations: alter or drop view.videos: forbidden',
      ...['delete from', 'insert into', 'read', 'update'].map((verb) => `videos: ${verb} view.videos: missing`),
      // A view shows only what its owner may read.
      'application: read view.videos: missing',
      'operator: read view.videos: missing',
    ],
    'ALTER VIEW view.videos OWNER TO video_tutorials_videos',
  ],
  [
    'REVOKE EXECUTE ON FUNCTION message_store.write_messages FROM video_tutorials_application',
    [
      ...[
        'captioning',
        'channel',
        'collaboration',
        'exporting',
        'identity',
        'importing',
        'moderation',
        'searchGap',
        'series',
        'transcribing',
        'videoPublishing',
        'viewAudit',
        'viewing',
        'weeklySummary',
      ].map((category) => `application: append to ${category}:command: missing`),
      'application: execute message_store.write_messages: missing',
    ],
    'GRANT EXECUTE ON FUNCTION message_store.write_messages TO video_tutorials_application',
  ],
];

test(`finds each right that was granted or revoked by hand, and nothing else: ${mistakes.length} ways`, async () => {
  for (const [change] of mistakes) await superuser.query(change);
  try {
    expect(wrong(await verify())).toEqual(mistakes.flatMap(([, found]) => found).sort());
  } finally {
    for (const [, , undo] of mistakes) await superuser.query(undo);
  }
});

/** Changes that grant many rights at once. */
const holes: [change: string, found: string[], undo: string][] = [
  [
    `CREATE OR REPLACE FUNCTION message_store.acquire_lock(stream_name varchar) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`,
    ['application: append to identity: forbidden', 'view-counting: append to nobodys: forbidden'],
    'SELECT',
  ],
  [
    'ALTER ROLE video_tutorials_operator SUPERUSER',
    [
      'delete from message_store.messages',
      'read personal.pepper',
      'become another role of the site',
      'run programs on the server',
      'make a role',
    ].map((action) => `operator: ${action}: forbidden`),
    'ALTER ROLE video_tutorials_operator NOSUPERUSER',
  ],
  [
    'DROP POLICY own ON runtime.timer; CREATE POLICY all_of_them ON runtime.timer USING (true)',
    ['identity', 'view-counting'].map((service) => `${service}: add another's row to runtime.timer: forbidden`),
    'SELECT',
  ],
];

test('finds changes that grant many rights at once, until set-up has corrected them', async () => {
  for (const [change] of holes) await superuser.query(change);
  try {
    expect(wrong(await verify())).toEqual(expect.arrayContaining(holes.flatMap(([, found]) => found)));
  } finally {
    for (const [, , undo] of holes) await superuser.query(undo);
    await setUpDatabase(SITE, url, dataDir);
  }
  expect(wrong(await verify())).toEqual([]);
});

test('an error other than a missing right does not count as a refusal', async () => {
  await superuser.query(`ALTER FUNCTION message_store.hash_64 RENAME TO hash_65`);
  try {
    const { services, rows } = await verify();
    const { attempts } = rows.find(({ action }) => action === 'append to identity')!;
    expect(attempts[services.indexOf('identity')]).toMatchObject({ outcome: 'unclear', code: '42883' });
  } finally {
    await superuser.query(`ALTER FUNCTION message_store.hash_65 RENAME TO hash_64`);
  }
});

test('names the missing or wrong password', async () => {
  const file = join(dataDir, 'database-secrets.json');
  await rename(file, `${file}.away`);
  await expect(verify()).rejects.toThrow(
    `The password of video_tutorials_application is not kept in ${dataDir}: verify on the machine that has it, or run npm run db:apply here.`,
  );
  await rename(`${file}.away`, file);
  await superuser.query(`ALTER ROLE video_tutorials_videos PASSWORD 'another'`);
  await expect(verify()).rejects.toThrow('video_tutorials_videos cannot log in with the password that is kept for it');
});
