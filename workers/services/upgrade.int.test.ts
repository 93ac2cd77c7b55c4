import { readFile } from 'node:fs/promises';
import { createPool } from '@message-db/client';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from './testing/test-database';
import { planDatabase, setUpDatabase } from '@/db/access/set-up';
import { OperatorError } from '@/db/operator-error';
import { SITE } from './site-database';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;

const sqlOf = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

/** The function of its first release. Later ones also delete from tables that this site lacks. */
const [FORGET] = /CREATE FUNCTION personal\.forget[^]*?\nEND/.exec(
  await sqlOf('../../personal-data/migrations/001-personal-data.sql'),
)!;

/**
 * A site from before migrations were recorded, when all aggregators had one role, with some data: a consumer with three
 * partitions in its second epoch, failed messages, and builds with and without tables.
 */
const BEFORE = `
  DROP SCHEMA migration, runtime, limits, view CASCADE;
  DROP TABLE personal.message_key CASCADE;
  DROP TABLE personal.visitor_salt CASCADE;
  ${FORGET};
  ALTER TABLE personal.checkpoint RENAME TO sealed;
  ALTER INDEX personal.checkpoint_pkey RENAME TO sealed_pkey;
  ALTER TABLE personal.sealed RENAME CONSTRAINT checkpoint_id_check TO sealed_id_check;
  ${await sqlOf('../runtime/migrations/001-runtime.sql')}
  SET search_path = pg_catalog;
  ${await sqlOf('migrations/001-password-of.sql')}
  RESET search_path;
  CREATE SCHEMA home_page_v1;
  CREATE TABLE home_page_v1.position (LIKE runtime.position INCLUDING ALL);
  INSERT INTO runtime.consumer (consumer, category, partitions, division, done, problem, problem_at)
  VALUES ('identity', 'identity:command', 3, 2, '[[40, 50]]', 'Boom', '2026-11-28T00:00:00Z');
  INSERT INTO runtime.position (consumer, category, partition, division, position)
  VALUES ('identity', 'identity:command', 0, 2, 42), ('identity', 'identity:command', 1, 2, 43), ('identity', 'identity:command', 2, 2, 40);
  INSERT INTO home_page_v1.position (consumer, category, position) VALUES ('home_page_v1', 'identity', 41);
  INSERT INTO runtime.parked (consumer, message_id, category, stream_name, global_position, type, state, error)
  VALUES ('identity', gen_random_uuid(), 'identity:command', 'identity:command-1', 7, 'Register', 'parked', 'Boom'),
    ('identity', gen_random_uuid(), 'identity:command', 'identity:command-1', 8, 'Register', 'held', NULL),
    ('identity', gen_random_uuid(), 'identity:command', 'identity:command-2', 9, 'Register', 'retrying', 'Bang'),
    ('identity', gen_random_uuid(), 'identity:command', 'identity:command-3', 10, 'Register', 'skipped', 'Bang');
  INSERT INTO runtime.build (schema, aggregator, version, state)
  VALUES ('home_page_v1', 'home-page', 1, 'live'), ('videos_v9', 'videos', 9, 'building');
  INSERT INTO personal.key (person_id, key) VALUES ('00000000-0000-4000-8000-00000000000a', sha256('a key'));
  SELECT message_store.write_message('00000000-0000-4000-8000-000000000001', 'identity-1', 'Happened', '{}');
  CREATE TABLE home_page_v1.home_page_videos (video_id uuid PRIMARY KEY, name text);
  INSERT INTO home_page_v1.home_page_videos VALUES (gen_random_uuid(), 'A video');
  CREATE VIEW view.home_page_videos AS SELECT * FROM home_page_v1.home_page_videos;
  ALTER SCHEMA view OWNER TO video_tutorials_aggregator;
  ALTER SCHEMA home_page_v1 OWNER TO video_tutorials_aggregator;
  ALTER TABLE home_page_v1.position OWNER TO video_tutorials_aggregator;
  ALTER TABLE home_page_v1.home_page_videos OWNER TO video_tutorials_aggregator;
  ALTER VIEW view.home_page_videos OWNER TO video_tutorials_aggregator;
  GRANT SELECT, INSERT ON message_store.messages TO video_tutorials_application, video_tutorials_component;
  GRANT USAGE ON SEQUENCE message_store.messages_global_position_seq TO video_tutorials_application, video_tutorials_component;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA message_store TO video_tutorials_aggregator, PUBLIC;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA runtime TO video_tutorials_component, video_tutorials_aggregator`;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ connectionString: database.url, max: 2 });
  await pool.query(BEFORE);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('a site from before migrations were recorded is upgraded in place, and keeps all its data', async () => {
  const { rows: pepper } = await pool.query('SELECT pepper FROM personal.pepper');
  const planned = await planDatabase(SITE, database.url);
  const done = await setUpDatabase(SITE, database.url);
  expect(planned).toEqual(done);
  // Those whose work is there are not among the changes.
  const pending = [
    '+ migration 002-checkpoints-and-failed-messages.sql of runtime',
    '+ migration 003-jobs.sql of runtime',
    '+ migration 002-checkpoint.sql of personal-data',
    '+ migration 003-message-keys.sql of personal-data',
    '+ migration 004-end-of-a-message-key.sql of personal-data',
    '+ migration 005-visitor-salts.sql of personal-data',
    '+ migration 002-processing-by-jobs.sql of site',
    '+ migration 003-limits.sql of site',
  ];
  expect(done.changed.find(({ heading }) => heading === 'Migrations')?.lines).toEqual(pending);
  const { rows: recorded } = await pool.query('SELECT file, package FROM migration.applied');
  expect(recorded).toEqual(
    expect.arrayContaining([
      { file: '004-write-messages.sql', package: 'message-db' },
      { file: '001-runtime.sql', package: 'runtime' },
      { file: '001-personal-data.sql', package: 'personal-data' },
      { file: '001-password-of.sql', package: 'site' },
    ]),
  );
  expect(done.notes).toContain(
    `The database has the work of ${recorded.length - pending.length} earlier migrations, which set-up records.`,
  );
  const again = await setUpDatabase(SITE, database.url);
  expect(again.changed).toEqual([]);
  expect(again.notes.join()).not.toContain('earlier migrations');

  const rowsOf = async (statement: string) => (await pool.query(statement)).rows;
  expect(
    await rowsOf('SELECT consumer, category, partitions, epoch, done, issue, issue_at FROM runtime.consumer'),
  ).toEqual([
    {
      ...{ consumer: 'identity', category: 'identity:command', partitions: 3, epoch: 2, done: [[40, 50]] },
      ...{ issue: 'Boom', issue_at: new Date('2026-11-28T00:00:00Z') },
    },
  ]);
  expect(
    await rowsOf('SELECT consumer, category, partition, epoch, position FROM runtime.checkpoint ORDER BY partition'),
  ).toEqual(
    [42, 43, 40].map((position, partition) => ({
      ...{ consumer: 'identity', category: 'identity:command', partition, epoch: 2, position },
    })),
  );
  expect(await rowsOf('SELECT consumer, partition, epoch, position FROM home_page_v1.checkpoint')).toEqual([
    { consumer: 'home_page_v1', partition: 0, epoch: 0, position: 41 },
  ]);
  expect(
    await rowsOf('SELECT category, stream_name, state, error FROM runtime.failed_message ORDER BY global_position'),
  ).toEqual([
    { category: 'identity:command', stream_name: 'identity:command-1', state: 'parked', error: 'Boom' },
    { category: 'identity:command', stream_name: 'identity:command-1', state: 'blocked', error: null },
    { category: 'identity:command', stream_name: 'identity:command-2', state: 'retrying', error: 'Bang' },
    { category: 'identity:command', stream_name: 'identity:command-3', state: 'skipped', error: 'Bang' },
  ]);
  expect(await rowsOf('SELECT schema, aggregator, version, state FROM runtime.build ORDER BY schema')).toEqual([
    { schema: 'home_page_v1', aggregator: 'home-page', version: 1, state: 'live' },
    { schema: 'videos_v9', aggregator: 'videos', version: 9, state: 'building' },
  ]);
  expect(await rowsOf('SELECT pepper FROM personal.pepper')).toEqual(pepper);
  expect(await rowsOf('SELECT person_id FROM personal.key')).toHaveLength(1);
  expect(await rowsOf('SELECT stream_name FROM message_store.messages')).toEqual([{ stream_name: 'identity-1' }]);
});

test('refuses a database of a newer release', async () => {
  await pool.query(`INSERT INTO migration.applied (package, number, file) VALUES ('runtime', 999, '999-newer.sql')`);
  await expect(setUpDatabase(SITE, database.url)).rejects.toThrow(
    new OperatorError(
      'The database is newer than this release: 999-newer.sql of runtime was applied to it, which this release does not have.',
    ),
  );
  await pool.query('DELETE FROM migration.applied WHERE number = 999');
});

test('refuses a database of an older release, and changes nothing', async () => {
  const older = await createTestDatabase();
  const own = createPool({ connectionString: older.url, max: 1 });
  await own.query(BEFORE);
  await own.query('ALTER TABLE runtime.outcome DROP COLUMN parked');
  await expect(planDatabase(SITE, older.url)).rejects.toThrow(
    'The database is too old to be migrated: it has no column runtime.outcome.parked boolean. Upgrade it with an earlier release first.',
  );
  await own.end();
  await older.drop();
});

test('gives each aggregator the objects that the common role owned, and revokes the common rights', async () => {
  await setUpDatabase(SITE, database.url);
  const owners = await pool.query(`
    SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class
    WHERE relkind IN ('r', 'v') AND (relnamespace = 'home_page_v1'::regnamespace OR oid = 'view.home_page_videos'::regclass)
    UNION SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'home_page_v1'`);
  expect(owners.rows).toEqual([{ owner: 'video_tutorials_home_page' }]);

  const as = async (service: string, statement: string) => {
    const own = createPool({ connectionString: database.url, role: `video_tutorials_${service}`, max: 1 });
    return own
      .query(statement)
      .then(
        ({ rows }) => rows,
        (error: { code: string }) => error.code,
      )
      .finally(() => own.end());
  };
  expect(await as('application', 'SELECT name FROM view.home_page_videos')).toEqual([{ name: 'A video' }]);
  expect(await as('operator', 'SELECT position FROM home_page_v1.checkpoint')).toEqual([{ position: 41 }]);
  expect(await as('home_page', 'UPDATE home_page_v1.home_page_videos SET name = name RETURNING name')).toEqual([
    { name: 'A video' },
  ]);
  for (const [service, statement] of [
    ['videos', 'DELETE FROM home_page_v1.home_page_videos'],
    ['videos', 'DROP VIEW view.home_page_videos'],
    ['videos', "SELECT message_store.write_message(gen_random_uuid()::text, 'identity-1', 'Happened', '{}')"],
    [
      'application',
      "INSERT INTO message_store.messages (stream_name, position, type) VALUES ('identity-1', 0, 'Happened')",
    ],
    ['identity', "SELECT nextval('message_store.messages_global_position_seq')"],
    ['operator', 'DELETE FROM runtime.failed_message'],
  ] as const)
    expect([service, statement, await as(service, statement)]).toEqual([service, statement, '42501']);
  expect(await as('view_counting', `UPDATE runtime.checkpoint SET position = 0 RETURNING position`)).toEqual([]);
});
