import { createPool } from '@message-db/client';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from './embedded/test-database';
import { setUpDatabase } from './set-up';

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
  INSERT INTO runtime.live_version VALUES ('home-page', 1)`;

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
  await setUpDatabase(database.url);
  await setUpDatabase(database.url);

  const positions = await pool.query('SELECT consumer, category, partition, division, position FROM runtime.position');
  expect(positions.rows).toEqual([{ consumer: 'identity', category: 'identity:command', partition: 0, division: 0, position: 42 }]);
  const own = await pool.query('SELECT consumer, partition, position FROM home_page_v1.position');
  expect(own.rows).toEqual([{ consumer: 'home_page_v1', partition: 0, position: 41 }]);
  const parked = await pool.query('SELECT category, stream_name, state, attempts, error FROM runtime.parked');
  expect(parked.rows).toEqual([
    { category: 'identity:command', stream_name: 'identity:command-1', state: 'parked', attempts: 0, error: 'Boom' },
  ]);
  const builds = await pool.query('SELECT schema, aggregator, version, state FROM runtime.build');
  expect(builds.rows).toEqual([{ schema: 'home_page_v1', aggregator: 'home-page', version: 1, state: 'live' }]);
});
