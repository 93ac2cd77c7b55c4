import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '@message-db/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { VIEW_ACCESS } from '@/roles';
import { prepareTables } from '@message-db/runtime';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { planDatabase, setUpDatabase, type SetUp } from '@/db/access/set-up';
import { SERVICES } from './services';
import { SITE } from './site-database';

/** A busy machine needs a long time for thousands of statements. */

const build = `user_credentials_v${userCredentials.version}`;
const lines = ({ changed }: SetUp) => changed.flatMap((each) => each.lines);

/** Manual changes, and the drift that a plan reports for each. The test undoes what set-up does not. */
const drifts: [change: string, reported: string[], undo?: string][] = [
  // Grants
  [
    'GRANT SELECT ON runtime.timer TO video_tutorials_application',
    ['- grant SELECT ON TABLE runtime.timer TO video_tutorials_application'],
  ],
  [
    'GRANT INSERT, UPDATE ON message_store.messages TO video_tutorials_identity',
    ['- grant INSERT, UPDATE ON TABLE message_store.messages TO video_tutorials_identity'],
  ],
  ['GRANT SELECT ON view.user_credentials TO PUBLIC', ['- grant SELECT ON TABLE view.user_credentials TO PUBLIC']],
  ['GRANT SELECT ON message_store.messages TO mallory', ['- grant SELECT ON TABLE message_store.messages TO mallory']],
  [
    'GRANT SELECT (password_hash) ON view.user_credentials TO video_tutorials_operator',
    ['- grant SELECT (password_hash) ON TABLE view.user_credentials TO video_tutorials_operator'],
  ],
  [
    'GRANT SELECT ON view.user_credentials TO video_tutorials_application',
    ['- grant SELECT ON TABLE view.user_credentials TO video_tutorials_application'],
  ],
  [
    'GRANT SELECT ON message_store.messages TO video_tutorials_operator WITH GRANT OPTION',
    ['- grant SELECT ON TABLE message_store.messages TO video_tutorials_operator WITH GRANT OPTION'],
  ],
  [
    `GRANT SELECT ON ${build}.user_credentials TO video_tutorials_operator`,
    [`- grant SELECT ON TABLE ${build}.user_credentials TO video_tutorials_operator`],
  ],
  ['GRANT CREATE ON SCHEMA public TO PUBLIC', ['- grant CREATE ON SCHEMA public TO PUBLIC']],
  [
    'GRANT CREATE ON SCHEMA runtime TO video_tutorials_component',
    ['- grant CREATE ON SCHEMA runtime TO video_tutorials_component'],
  ],
  [
    'CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.secret (); GRANT SELECT ON elsewhere.secret TO video_tutorials_videos',
    ['- grant SELECT ON TABLE elsewhere.secret TO video_tutorials_videos'],
    'DROP SCHEMA elsewhere CASCADE',
  ],
  [
    'REVOKE SELECT ON message_store.messages FROM video_tutorials_component',
    ['+ grant SELECT ON TABLE message_store.messages TO video_tutorials_component'],
  ],
  [
    "INSERT INTO message_store.writer VALUES ('video_tutorials_videos', 'identity')",
    ['- video_tutorials_videos appends to identity'],
  ],
  [
    "DELETE FROM message_store.writer WHERE category = 'viewing'",
    ['+ video_tutorials_view_counting appends to viewing'],
  ],
  [
    'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC',
    ['- default SELECT ON TABLES TO PUBLIC FOR ROLE administrator'],
  ],
  [
    'ALTER DEFAULT PRIVILEGES FOR ROLE video_tutorials_videos GRANT SELECT ON TABLES TO mallory',
    ['- default SELECT ON TABLES TO mallory FOR ROLE video_tutorials_videos'],
  ],
  [
    'ALTER DEFAULT PRIVILEGES IN SCHEMA runtime GRANT EXECUTE ON FUNCTIONS TO PUBLIC',
    ['- default EXECUTE ON FUNCTIONS TO PUBLIC FOR ROLE administrator IN SCHEMA runtime'],
  ],

  // Roles
  [
    'GRANT video_tutorials_identity TO video_tutorials_videos',
    ['- membership video_tutorials_identity TO video_tutorials_videos'],
  ],
  ['GRANT video_tutorials_component TO mallory', ['- membership video_tutorials_component TO mallory']],
  [
    'GRANT video_tutorials_component TO video_tutorials_send_email WITH ADMIN OPTION',
    ['~ membership video_tutorials_component TO video_tutorials_send_email, not WITH ADMIN OPTION'],
  ],
  [
    'REVOKE video_tutorials_component FROM video_tutorials_identity',
    ['+ membership video_tutorials_component TO video_tutorials_identity'],
  ],
  [
    'ALTER ROLE video_tutorials_videos CREATEROLE NOINHERIT',
    ['~ role video_tutorials_videos without CREATEROLE, NOINHERIT'],
  ],
  ['ALTER ROLE video_tutorials_component LOGIN', ['~ role video_tutorials_component without LOGIN']],
  [
    "ALTER ROLE video_tutorials_identity SET search_path = 'elsewhere'",
    ['- setting search_path of the role video_tutorials_identity'],
  ],
  [
    "ALTER ROLE video_tutorials_videos IN DATABASE video_tutorials SET work_mem = '1GB'",
    ['- setting work_mem of the role video_tutorials_videos'],
  ],
  [
    'GRANT video_tutorials_aggregator TO video_tutorials_home_page WITH INHERIT FALSE', // As it is from Postgres 16 on.
    ['~ membership video_tutorials_aggregator TO video_tutorials_home_page, not WITH INHERIT FALSE'],
  ],
  [
    "ALTER ROLE video_tutorials_identity PASSWORD 'another'",
    ['~ password of video_tutorials_identity, which is not the one that is kept'],
  ],
  [
    "ALTER ROLE video_tutorials_operator VALID UNTIL '2020-01-01'",
    [
      '~ role video_tutorials_operator without VALID UNTIL',
      '~ password of video_tutorials_operator, which is not the one that is kept',
    ],
  ],

  // Functions, triggers, rules, policies, indexes
  [
    `CREATE OR REPLACE FUNCTION message_store.acquire_lock(stream_name varchar) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`,
    ['~ function message_store.acquire_lock(character varying)'],
  ],
  [
    'ALTER FUNCTION message_store.write_messages SECURITY INVOKER',
    [
      '~ function message_store.write_messages(text[],integer[],bigint[],integer[],uuid[],text[],jsonb[],jsonb[],boolean)',
    ],
  ],
  [
    `CREATE OR REPLACE FUNCTION message_store.hash_64(value varchar) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`,
    ['~ function message_store.hash_64(character varying)'],
  ],
  [
    'DROP FUNCTION view.password_of(text)',
    [
      '+ function view.password_of(text)',
      '~ function view.password_of(text) of video_tutorials_user_credentials, not administrator',
      '+ grant EXECUTE ON FUNCTION view.password_of TO video_tutorials_application',
    ],
  ],
  [
    `CREATE FUNCTION message_store.write_message(text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM message_store.messages'; GRANT EXECUTE ON FUNCTION message_store.write_message(text) TO PUBLIC`,
    ['- function message_store.write_message(text)'],
  ],
  [
    `CREATE FUNCTION public.forge() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER forger BEFORE INSERT ON message_store.messages FOR EACH ROW EXECUTE FUNCTION public.forge()`,
    ['- trigger forger of message_store.messages'],
    'DROP FUNCTION public.forge',
  ],
  ['CREATE RULE forget AS ON INSERT TO runtime.outcome DO INSTEAD NOTHING', ['- rule forget of runtime.outcome']],
  [
    'ALTER TABLE personal.checkpoint ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON personal.checkpoint USING (true)',
    ['- policy mine of personal.checkpoint', '- row security of personal.checkpoint'],
  ],
  [
    'ALTER TABLE runtime.lease DISABLE ROW LEVEL SECURITY; CREATE POLICY mine ON runtime.lease USING (true)',
    ['+ row-level security of runtime.lease', '- policy mine ON runtime.lease FOR ALL TO PUBLIC USING (true)'],
  ],
  [
    'DROP POLICY own ON runtime.timer',
    [
      '+ policy own ON runtime.timer FOR ALL TO video_tutorials_aggregator, video_tutorials_component USING (runtime.is_own(VARIADIC ARRAY[consumer]))',
    ],
  ],
  [
    "UPDATE runtime.service SET names = '.*' WHERE role = 'video_tutorials_videos'",
    ['- video_tutorials_videos reads as .*', '+ video_tutorials_videos reads as videos|videos_v[0-9]+(_b[0-9]+)?'],
  ],
  ['DROP INDEX message_store.messages_id', ['+ index messages_id of message_store.messages']],

  [
    `CREATE OR REPLACE VIEW view.user_credentials AS SELECT * FROM ${build}.user_credentials`,
    ['~ view view.user_credentials'],
  ],

  // Owners
  ['ALTER TABLE runtime.checkpoint OWNER TO mallory', ['~ table runtime.checkpoint of the administrator, not mallory']],
  [
    'ALTER SCHEMA view OWNER TO video_tutorials_videos',
    ['~ schema view of the administrator, not video_tutorials_videos'],
  ],
  [
    'ALTER FUNCTION message_store.stream_version OWNER TO mallory',
    ['~ routine message_store.stream_version(character varying) of the administrator, not mallory'],
  ],
  [
    'ALTER VIEW view.user_credentials OWNER TO video_tutorials_videos',
    ['~ view view.user_credentials of video_tutorials_user_credentials, not video_tutorials_videos'],
  ],
];

/** Drift that only a superuser can correct. */
const beyond: [change: string, reported: string, undo: string][] = [
  [
    'ALTER ROLE video_tutorials_operator SUPERUSER',
    '~ role video_tutorials_operator without SUPERUSER',
    'ALTER ROLE video_tutorials_operator NOSUPERUSER',
  ],
  [
    'ALTER ROLE video_tutorials_videos BYPASSRLS REPLICATION',
    '~ role video_tutorials_videos without REPLICATION, BYPASSRLS',
    'ALTER ROLE video_tutorials_videos NOBYPASSRLS NOREPLICATION',
  ],
  [
    'GRANT pg_read_all_data TO video_tutorials_operator',
    '- membership pg_read_all_data TO video_tutorials_operator',
    'REVOKE pg_read_all_data FROM video_tutorials_operator',
  ],
  [
    'GRANT EXECUTE ON FUNCTION pg_read_file(text) TO video_tutorials_identity',
    '- grant EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO video_tutorials_identity',
    'REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM video_tutorials_identity',
  ],
  [
    'GRANT SET ON PARAMETER session_replication_role TO video_tutorials_identity',
    '- grant SET ON PARAMETER session_replication_role TO video_tutorials_identity',
    'REVOKE SET ON PARAMETER session_replication_role FROM video_tutorials_identity',
  ],
];

describe.each([
  ['a superuser', 'SUPERUSER'],
  ['no superuser', 'NOSUPERUSER CREATEROLE'],
])('if the administrator is %s', (_, rights) => {
  let dataDir: string;
  let server: EmbeddedPostgres;
  let url: string;
  let administrator: pg.Client;
  let superuser: pg.Client;
  const plan = () => planDatabase(SITE, url, dataDir);
  const apply = () => setUpDatabase(SITE, url, dataDir);

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-drift-'));
    server = await startEmbedded({ dataDir, log: console.error, durable: false });
    superuser = new pg.Client(server.url);
    await superuser.connect();
    await superuser.query(
      `CREATE ROLE administrator LOGIN PASSWORD 'x' ${rights}; ALTER DATABASE video_tutorials OWNER TO administrator; CREATE ROLE mallory`,
    );
    url = Object.assign(new URL(server.url), { username: 'administrator', password: 'x' }).href;
    await apply();
    const pool = createPool({ connectionString: url, role: 'video_tutorials_user_credentials', max: 1 });
    await prepareTables(pool, userCredentials, VIEW_ACCESS);
    await pool.end();
    administrator = new pg.Client(url);
    await administrator.connect();
    // So that it can give objects to mallory, and take them back.
    if (rights !== 'SUPERUSER') await superuser.query('GRANT mallory TO administrator');
    await superuser.query('GRANT CREATE ON SCHEMA message_store, runtime, view TO mallory');
  });
  afterAll(async () => {
    await Promise.all([administrator, superuser].map((client) => client?.end()));
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('set-up leaves no drift', async () => {
    await apply();
    expect((await plan()).changed).toEqual([]);
    expect((await apply()).changed).toEqual([]);
  });

  test(`a plan names every drift and leaves it, and set-up corrects it: ${drifts.length} ways`, async () => {
    for (const [change] of drifts) {
      // Giving an object away needs more rights than owning it.
      await (/OWNER TO/.test(change) ? superuser : administrator).query(change);
    }
    const reported = drifts.flatMap(([, each]) => each).sort();
    expect(lines(await plan()).sort()).toEqual(reported);
    expect(lines(await plan()).sort()).toEqual(reported);
    expect(lines(await apply()).sort()).toEqual(reported);
    expect((await plan()).changed).toEqual([]);
    for (const [, , undo] of drifts) if (undo) await administrator.query(undo);
  });

  if (rights === 'SUPERUSER') {
    test('set-up corrects what only a superuser can', async () => {
      for (const [change] of beyond) await superuser.query(change);
      const reported = beyond.map(([, each]) => each).sort();
      expect(lines(await plan()).sort()).toEqual(reported);
      expect(lines(await apply()).sort()).toEqual(reported);
      expect((await plan()).changed).toEqual([]);
    });
  } else {
    test('set-up refuses what only a superuser can correct, with the statement for one', async () => {
      for (const [change, reported, undo] of beyond) {
        await superuser.query(change);
        const refusal = `Nothing was changed, because the user of DATABASE_URL may not correct this (${reported.slice(2)}): have a superuser run `;
        await expect(plan(), change).rejects.toThrow(refusal);
        await expect(apply(), change).rejects.toThrow(refusal);
        await superuser.query(undo);
      }
      expect((await plan()).changed).toEqual([]);
    });
  }

  test('reports that PUBLIC may create in the schema public if the administrator may not revoke it, and the site starts', async () => {
    const owned = (
      await superuser.query<{ owner: string }>(
        `SELECT pg_get_userbyid(nspowner) AS owner FROM pg_namespace WHERE nspname = 'public'`,
      )
    ).rows[0]!.owner;
    await superuser.query('ALTER SCHEMA public OWNER TO postgres; GRANT CREATE ON SCHEMA public TO PUBLIC');
    const note =
      'Everybody may create objects in the schema public, which can mislead the site: have its owner run REVOKE CREATE ON SCHEMA public FROM PUBLIC CASCADE.';
    const planned = await plan();
    if (rights === 'SUPERUSER') expect(lines(planned)).toEqual(['- grant CREATE ON SCHEMA public TO PUBLIC']);
    else expect([planned.changed, planned.notes.includes(note)]).toEqual([[], true]);
    await apply();
    await superuser.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC; ALTER SCHEMA public OWNER TO ${owned}`);
  });

  test('a plan neither writes nor sets passwords', async () => {
    const file = join(dataDir, 'database-secrets.json');
    const before = await readFile(file, 'utf8');
    await rm(file);
    expect(lines(await plan())[0]).toBe('+ password of video_tutorials_application, made at random');
    await expect(readFile(file)).rejects.toThrow('ENOENT');
    expect(lines(await apply())).toHaveLength(SERVICES.length);
    expect(await readFile(file, 'utf8')).not.toBe(before);
    expect((await plan()).changed).toEqual([]);
  });
});
