import { createPool } from '@message-db/client';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from './testing/test-database';
import { setUpDatabase } from '@/db/access/set-up';
import { SITE } from './site';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;

/** What release 0.1 had, with something in it. */
const BEFORE = `
  DROP SCHEMA runtime CASCADE;
  CREATE SCHEMA runtime;
  CREATE TABLE runtime.position (
    consumer text NOT NULL, category text NOT NULL, position bigint NOT NULL, updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, category));
  CREATE TABLE runtime.parked (
    consumer text NOT NULL, message_id uuid NOT NULL, stream_name text NOT NULL, global_position bigint NOT NULL,
    type text NOT NULL, error text NOT NULL, parked_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (consumer, message_id));
  CREATE TABLE runtime.outcome (
    trace_id uuid NOT NULL, message_id uuid NOT NULL, component text NOT NULL, events jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (trace_id, message_id));
  CREATE TABLE runtime.live_version (
    aggregator text NOT NULL PRIMARY KEY, version integer NOT NULL, since timestamptz NOT NULL DEFAULT now());
  CREATE SCHEMA home_page_v1;
  CREATE TABLE home_page_v1.position (LIKE runtime.position INCLUDING ALL);
  INSERT INTO runtime.position VALUES ('identity', 'identity:command', 42);
  INSERT INTO home_page_v1.position VALUES ('home-page', 'identity', 41);
  INSERT INTO runtime.parked VALUES ('identity', gen_random_uuid(), 'identity:command-1', 7, 'Register', 'Boom');
  INSERT INTO runtime.live_version VALUES ('home-page', 1);
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

test('a site of an earlier release is brought up to date, and nothing of it is lost', async () => {
  await setUpDatabase(SITE, database.url);
  await setUpDatabase(SITE, database.url);

  const positions = await pool.query('SELECT consumer, category, partition, division, position FROM runtime.position');
  expect(positions.rows).toEqual([
    { consumer: 'identity', category: 'identity:command', partition: 0, division: 0, position: 42 },
  ]);
  const own = await pool.query('SELECT consumer, partition, position FROM home_page_v1.position');
  expect(own.rows).toEqual([{ consumer: 'home_page_v1', partition: 0, position: 41 }]);
  const parked = await pool.query('SELECT category, stream_name, state, attempts, error FROM runtime.parked');
  expect(parked.rows).toEqual([
    { category: 'identity:command', stream_name: 'identity:command-1', state: 'parked', attempts: 0, error: 'Boom' },
  ]);
  const builds = await pool.query('SELECT schema, aggregator, version, state FROM runtime.build');
  expect(builds.rows).toEqual([{ schema: 'home_page_v1', aggregator: 'home-page', version: 1, state: 'live' }]);
});

test('what one role of all aggregators had becomes its aggregator’s, and what all could do is taken away', async () => {
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
  expect(await as('operator', 'SELECT position FROM home_page_v1.position')).toEqual([{ position: 41 }]);
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
    ['operator', 'DELETE FROM runtime.parked'],
  ] as const)
    expect([service, statement, await as(service, statement)]).toEqual([service, statement, '42501']);
  expect(await as('view_counting', `UPDATE runtime.position SET position = 0 RETURNING position`)).toEqual([]);
});
