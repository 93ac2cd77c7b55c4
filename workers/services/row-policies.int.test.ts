import { createPool } from '@message-db/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from './testing/test-database';
import { planDatabase, setUpDatabase, type SetUp } from '@/db/access/set-up';
import { SITE } from './site-database';
import { attempt, openAsServices, role, run, touch } from './testing/as-services';

const id = '00000000-0000-4000-8000-000000000001';
/** A row of each table for a consumer, worker or aggregator of this name, and a change of it. */
const rows: [table: string, columns: string, values: (name: string) => string, change: string][] = [
  ['checkpoint', 'consumer, category, position', (name) => `'${name}', 'x:command', 7`, 'position = 0'],
  [
    'timer',
    'consumer, timer_id, due_at, stream_name, message, cause',
    (name) => `'${name}', 't', now(), 'x-1', '{}', 'x-1'`,
    'due_at = now()',
  ],
  [
    'job',
    'consumer, stream_name, kind, key, cause_id, cause_position, position, owner, stage, step, cost',
    (name) => `'${name}', 'x-1', 'work', '', '${id}', 0, 1, 'x', 0, 0, 1`,
    'failures = 9',
  ],
  ['job_turn', 'consumer, owner, served', (name) => `'${name}', 'x', 0`, 'served = 9'],
  ['job_pace', 'consumer, stage, step, seconds, cost', (name) => `'${name}', 0, 0, 1, 1`, 'seconds = 9'],
  [
    'snapshot',
    'consumer, stream_name, version, state_version, state',
    (name) => `'${name}', 'x-1', 9, 1, '{}'`,
    `state = '{"forged": true}'`,
  ],
  [
    'failed_message',
    'consumer, message_id, category, stream_name, global_position, type, state',
    (name) => `'${name}', '${id}', 'x', 'x-1', 1, 'T', 'parked'`,
    `state = 'skipped'`,
  ],
  ['consumer', 'consumer, category', (name) => `'${name}', 'x:command'`, 'epoch = epoch + 1'],
  [
    'lease',
    'consumer, category, partition, owner, owned_until',
    (name) => `'${name}', 'x:command', 0, '${id}', now()`,
    `owned_until = 'infinity'`,
  ],
  [
    'outcome',
    'trace_id, message_id, component, events',
    (name) => `gen_random_uuid(), '${id}', '${name}', '[]'`,
    `events = '[{}]'`,
  ],
  [
    'process',
    'process, worker, token, consumers, host, pid',
    (name) => `gen_random_uuid(), '${name}', 1, '{}', 'h', 1`,
    'token = 2',
  ],
];
const insert = ([table, columns, values]: (typeof rows)[number], name: string) =>
  `INSERT INTO runtime.${table} (${columns}) VALUES (${values(name)})`;
const nameIn = (columns: string) =>
  columns.includes('worker') ? 'worker' : columns.includes('component') ? 'component' : 'consumer';

let site: Awaited<ReturnType<typeof openAsServices>>;

beforeAll(async () => {
  site = await openAsServices();
  for (const row of rows) for (const name of ['identity', 'view-counting']) await run(site.url, insert(row, name));
  await run(
    site.url,
    `INSERT INTO runtime.build (schema, aggregator, version, state) VALUES ('user_credentials_v1', 'user-credentials', 1, 'live')`,
  );
});
afterAll(() => site.close());

test.each(rows)('a service may add, change and delete its own rows of %s', async (table, columns, values, change) => {
  const where = `WHERE ${nameIn(columns)} = 'view-counting'`;
  expect(await touch(site.as('view_counting'), `UPDATE runtime.${table} SET ${change} ${where}`)).toBe(1);
  expect(
    await attempt(
      site.as('view_counting'),
      `DELETE FROM runtime.${table} ${where}; ${insert([table, columns, values, change], 'view-counting')}`,
    ),
  ).toBe('done');
});

test.each(rows)('no other service may add a row of %s', async (...row) => {
  for (const service of ['view_counting', 'videos'])
    expect([service, await attempt(site.as(service), insert(row, 'identity-welcome'))]).toEqual([service, '42501']);
});

// Postgres does not refuse these: an UPDATE or DELETE sees only the rows that it may change.
test.each(rows)('no other service changes or deletes a row of %s', async (table, columns, _values, change) => {
  const where = `WHERE ${nameIn(columns)} = 'identity'`;
  for (const statement of [`UPDATE runtime.${table} SET ${change} ${where}`, `DELETE FROM runtime.${table} ${where}`]) {
    expect([statement, await touch(site.as('view_counting'), statement)]).toEqual([statement, 0]);
    expect([statement, await attempt(site.as('application'), statement)]).toEqual([statement, '42501']);
    expect([statement, await attempt(site.as('operator'), statement)]).toEqual([statement, '42501']);
  }
});

test('a row cannot be given to another service, and a process cannot claim the consumers of another', async () => {
  expect(
    await attempt(
      site.as('view_counting'),
      `UPDATE runtime.checkpoint SET consumer = 'identity' WHERE consumer = 'view-counting'`,
    ),
  ).toBe('42501');
  expect(
    await attempt(
      site.as('view_counting'),
      `UPDATE runtime.process SET consumers = '{identity identity:command}' WHERE worker = 'view-counting'`,
    ),
  ).toBe('42501');
  expect(
    await attempt(
      site.as('view_counting'),
      `UPDATE runtime.process SET consumers = '{viewing viewing:command}' WHERE worker = 'view-counting'`,
    ),
  ).toBe('done');
});

test('timers, jobs and snapshots are hidden from other services', async () => {
  const seen = (service: string, table: string) => touch(site.as(service), `SELECT FROM runtime.${table}`);
  expect([await seen('view_counting', 'timer'), await seen('view_counting', 'snapshot')]).toEqual([1, 1]);
  expect([
    await seen('video_publishing', 'timer'),
    await seen('video_publishing', 'snapshot'),
    await seen('video_publishing', 'job'),
    await seen('operator', 'timer'),
    await seen('operator', 'job'),
  ]).toEqual([0, 0, 0, 2, 2]);
});

test('an aggregator may write only builds with its name', async () => {
  const build = (schema: string, aggregator: string) =>
    `INSERT INTO runtime.build (schema, aggregator, version, state) VALUES ('${schema}', '${aggregator}', 9, 'building')`;
  expect(await attempt(site.as('videos'), build('videos_v9', 'videos'))).toBe('done');
  for (const [schema, aggregator] of [
    ['home_page_v9', 'home-page'],
    ['videos_v9', 'home-page'],
    ['message_store', 'videos'],
    ['home_page_v9', 'videos'],
  ]) {
    expect([schema, await attempt(site.as('videos'), build(schema!, aggregator!))]).toEqual([schema, '42501']);
  }
  const retire = `UPDATE runtime.build SET state = 'retired' WHERE aggregator = 'user-credentials'`;
  expect([await touch(site.as('videos'), retire), await touch(site.as('user_credentials'), retire)]).toEqual([0, 1]);
  expect(
    await attempt(
      site.as('videos'),
      `INSERT INTO runtime.projected VALUES (gen_random_uuid(), 'home-page', gen_random_uuid())`,
    ),
  ).toBe('42501');
});

test('any worker may delete a process that was silent for ten minutes', async () => {
  const forget = `DELETE FROM runtime.process WHERE worker = 'identity'`;
  expect(await touch(site.as('videos'), forget)).toBe(0);
  await run(site.url, `UPDATE runtime.process SET seen_at = now() - interval '11 minutes' WHERE worker = 'identity'`);
  expect(await touch(site.as('videos'), forget)).toBe(1);
});

test("neither a search path nor the group's role opens the rows of another service", async () => {
  const shadow = `CREATE SCHEMA mine; CREATE FUNCTION mine.is_true(text, text) RETURNS boolean LANGUAGE sql RETURN true;
    CREATE OPERATOR mine.~ (LEFTARG = text, RIGHTARG = text, FUNCTION = mine.is_true); SET LOCAL search_path = mine, pg_catalog;`;
  const move = `INSERT INTO runtime.checkpoint (consumer, category, position) VALUES ('identity-welcome', 'identity', 1)`;
  expect(await attempt(site.as('videos'), `${shadow} ${move}`)).toBe('42501');
  const clean = await createTestDatabase();
  await setUpDatabase(SITE, clean.url); // Without the guests of tests.
  const pool = createPool({ connectionString: clean.url, role: role('component'), max: 1 });
  expect(await attempt(pool, move)).toBe('42501');
  await pool.end();
  await clean.drop();
});

test('names a policy that was changed by hand, and corrects it', async () => {
  const clean = await createTestDatabase();
  await setUpDatabase(SITE, clean.url);
  await run(
    clean.url,
    'CREATE POLICY open ON runtime.checkpoint FOR UPDATE USING (true); DROP POLICY own ON runtime.timer',
  );
  await run(
    clean.url,
    `ALTER TABLE runtime.snapshot DISABLE ROW LEVEL SECURITY; UPDATE runtime.service SET names = '.*' WHERE role = 'video_tutorials_videos'`,
  );
  const named = [
    '- policy open ON runtime.checkpoint FOR UPDATE TO PUBLIC USING (true)',
    '+ policy own ON runtime.timer FOR ALL TO video_tutorials_aggregator, video_tutorials_component USING (runtime.is_own(VARIADIC ARRAY[consumer]))',
    '+ row-level security of runtime.snapshot',
    '- video_tutorials_videos reads as .*',
    '+ video_tutorials_videos reads as videos|videos_v[0-9]+(_b[0-9]+)?',
  ].sort();
  const lines = ({ changed }: SetUp) => changed.flatMap((each) => each.lines).sort();
  expect(lines(await planDatabase(SITE, clean.url))).toEqual(named);
  expect(lines(await setUpDatabase(SITE, clean.url))).toEqual(named);
  expect(lines(await planDatabase(SITE, clean.url))).toEqual([]);
  await clean.drop();
});
