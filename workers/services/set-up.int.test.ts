import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { watchPage } from '@/workers/aggregators/videos/aggregator';
import { VIEW_ACCESS } from '@/roles';
import { prepareTables } from '@message-db/runtime';
import { startEmbedded } from '@/db/embedded/start';
import { attempt, openAsServices, role, run, SERVICES } from './testing/as-services';
import { planDatabase, setUpDatabase } from '@/db/access/set-up';
import { SITE } from './site-database';

const append = (category: string) =>
  `SELECT message_store.write_message('${randomUUID()}', '${category}-1', 'Happened', '{}')`;
const appendMany = (
  category: string,
) => `SELECT positions FROM message_store.write_messages(ARRAY['${category}-1'], NULL, ARRAY[NULL::bigint],
  NULL, ARRAY[gen_random_uuid()], ARRAY['Happened'], ARRAY['{}'::jsonb], ARRAY['{}'::jsonb])`;
let site: Awaited<ReturnType<typeof openAsServices>>;
const as = (service: string) => site.as(service);

beforeAll(async () => {
  site = await openAsServices();
  await prepareTables(as('user_credentials'), userCredentials, VIEW_ACCESS);
  await prepareTables(as('videos'), watchPage, VIEW_ACCESS);
  await run(
    site.url,
    `INSERT INTO user_credentials_v${userCredentials.version}.user_credentials VALUES
    (gen_random_uuid(), 'ada@example.org', 'Ada', 'hash', true, now()), (gen_random_uuid(), 'bob@example.org', 'Bob', 'other', true, now())`,
  );
});
afterAll(() => site.close());

describe('nobody', () => {
  test.each([
    'UPDATE message_store.messages SET type = type',
    'DELETE FROM message_store.messages',
    'TRUNCATE message_store.messages',
    "INSERT INTO message_store.messages (stream_name, position, type) VALUES ('identity-1', 9, 'Happened')",
    "INSERT INTO message_store.writer VALUES (current_user, 'identity')",
    "SELECT setval('message_store.messages_global_position_seq', 1)",
    "SELECT nextval('message_store.messages_global_position_seq')",
    'CREATE TABLE message_store.mine (id int)',
    'CREATE TABLE runtime.mine (id int)',
    'CREATE TABLE public.mine (id int)',
    'ALTER TABLE message_store.messages DISABLE TRIGGER ALL',
    'SET ROLE postgres',
  ])('may %s', async (statement) => {
    for (const service of SERVICES) {
      // A superuser's connection would be allowed, so this uses the service's login.
      const login = statement.startsWith('SET ROLE')
        ? `SET SESSION AUTHORIZATION ${role(service)}; ${statement}`
        : statement;
      expect([service, await attempt(as(service), login)]).toEqual([service, '42501']);
    }
  });

  test('may become another service', async () => {
    for (const service of SERVICES) {
      for (const other of SERVICES.filter((each) => each !== service)) {
        expect([
          service,
          other,
          await attempt(as(service), `SET SESSION AUTHORIZATION ${role(service)}; SET ROLE ${role(other)}`),
        ]).toEqual([service, other, '42501']);
      }
    }
  });

  test('may execute a function of the store by a right of PUBLIC', async () => {
    const { rows } = await as('operator').query(`
      SELECT proname FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner)))
      WHERE pronamespace IN ('message_store'::regnamespace, 'runtime'::regnamespace, 'personal'::regnamespace, 'limits'::regnamespace, 'view'::regnamespace) AND grantee = 0`);
    expect(rows).toEqual([]);
  });
});

describe('a category', () => {
  const owners: [category: string, ...services: string[]][] = [
    ['identity', 'identity'],
    ['identity:command', 'application', 'identity'],
    ['sendEmail', 'send_email'],
    ['sendEmail:command', 'identity', 'collaboration'],
    ['videoPublishing', 'video_publishing'],
    ['videoPublishing:command', 'application', 'video_publishing'],
    ['viewing', 'view_counting'],
    ['viewing:command', 'application'],
    ['anything'],
  ];
  test.each(owners)('%s is open to appends by %s', async (category, ...services) => {
    for (const service of SERVICES) {
      const expected = services.includes(service) ? 'done' : '42501';
      expect([service, await attempt(as(service), append(category))]).toEqual([service, expected]);
      expect([service, await attempt(as(service), appendMany(category))]).toEqual([service, expected]);
    }
  });

  test('is named in the refusal with the role', async () => {
    await expect(as('identity').query(append('viewing'))).rejects.toThrow(
      'The role video_tutorials_identity may not append to the category viewing',
    );
  });

  test('is not opened by a stream or a search path of the caller', async () => {
    const shadow = `SET LOCAL search_path = pg_temp, message_store; CREATE TEMP TABLE writer (role name, category text);
      INSERT INTO pg_temp.writer VALUES (current_user, 'viewing'); ${append('viewing')}`;
    expect(await attempt(as('identity'), shadow)).toBe('42501');
  });

  test('shows a writer only its own messages', async () => {
    const id = randomUUID();
    await as('identity').query(`SELECT message_store.write_message($1, 'identity-9', 'Registered', '{}')`, [id]);
    const find = async (service: string) =>
      (await as(service).query('SELECT FROM message_store.find_written(ARRAY[$1::uuid])', [id])).rowCount;
    expect([await find('identity'), await find('application'), await find('send_email')]).toEqual([1, 0, 0]);
  });
});

describe('the keys of personal data', () => {
  const person = "'00000000-0000-4000-8000-00000000000a'";
  const READS_KEYS = [
    ...['identity', 'send_email', 'channel', 'collaboration'],
    ...['channels', 'collaborators', 'home_page', 'user_credentials', 'videos'],
  ];
  const rights: [statement: string, ...services: string[]][] = [
    ['SELECT key FROM personal.key', ...READS_KEYS],
    ['SELECT key FROM personal.message_key', ...READS_KEYS],
    [`SELECT personal.forget(${person})`, 'identity'],
    [`SELECT personal.forget_message_key(${person})`, 'identity', 'collaboration'],
    [`SELECT personal.keep_key(${person}, sha256('mine'))`, 'application'],
    [`SELECT personal.keep_message_key(${person}, ${person}, sha256('mine'))`, 'application'],
    [`SELECT personal.address_id(${person})`, 'application', 'channel'],
    ['SELECT pepper FROM personal.pepper'],
    ['SELECT position FROM personal.checkpoint'],
    [`INSERT INTO personal.key (person_id, key) VALUES (${person}, sha256('mine'))`],
    [`UPDATE personal.key SET key = sha256('mine')`],
    ['DELETE FROM personal.key'],
    ['DELETE FROM personal.message_key'],
    ['TRUNCATE personal.key'],
    [`UPDATE personal.pepper SET pepper = 'mine'`],
    [`UPDATE personal.checkpoint SET position = 1`],
    ['CREATE TABLE personal.mine (id int)'],
    ['DROP FUNCTION personal.forget'],
  ];
  test.each(rights)('%s is allowed for %s', async (statement, ...services) => {
    for (const service of SERVICES) {
      expect([service, await attempt(as(service), statement)]).toEqual([
        service,
        services.includes(service) ? 'done' : '42501',
      ]);
    }
  });

  test('are not opened by functions of the caller', async () => {
    const shadow = `SET LOCAL search_path = pg_temp; CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'`;
    const id = `SELECT personal.address_id(${person}) AS id`;
    const shadowed = (await as('application').query(`${shadow}; ${id}`)) as unknown as { rows: unknown[] }[];
    expect(shadowed.at(-1)!.rows).toEqual((await as('application').query(id)).rows);
  });
});

describe('the counts of what has a limit', () => {
  const KEY = `ARRAY['00000000-0000-4000-8000-00000000000a'::uuid]`;
  test.each([
    [`SELECT * FROM limits.take(ARRAY['a limit'], ${KEY}, ARRAY[1], ARRAY[60])`, 'application'],
    [`SELECT limits.give_back(ARRAY['a limit'], ${KEY})`, 'application'],
    [`SELECT limits.forget(ARRAY['a limit'], ${KEY})`, 'application'],
    ['SELECT taken FROM limits.count'],
    ['DELETE FROM limits.count'],
    ['TRUNCATE limits.count'],
    ['CREATE TABLE limits.mine (id int)'],
  ] as [statement: string, ...services: string[]][])('%s is allowed for %s', async (statement, ...services) => {
    for (const service of SERVICES) {
      const expected = services.includes(service) ? 'done' : '42501';
      expect([service, await attempt(as(service), statement)]).toEqual([service, expected]);
    }
  });
});

describe('the application', () => {
  test.each([
    'SELECT user_id, email, name, email_confirmed FROM view.user_credentials',
    "SELECT * FROM view.password_of('ada@example.org')",
    'SELECT FROM runtime.outcome, runtime.projected, runtime.checkpoint, runtime.failed_message',
    'LISTEN anything',
  ])('may %s', async (statement) => expect(await attempt(as('application'), statement)).toBe('done'));

  test.each([
    'SELECT password_hash FROM view.user_credentials',
    'SELECT * FROM view.user_credentials',
    `SELECT * FROM user_credentials_v${userCredentials.version}.user_credentials`,
    "SELECT * FROM message_store.get_stream_messages('identity-1')",
    'SELECT * FROM message_store.messages',
    'INSERT INTO view.videos (video_id) VALUES (gen_random_uuid())',
    'DELETE FROM view.videos',
    'CREATE TABLE view.mine (id int)',
    "INSERT INTO runtime.outcome (trace_id, message_id, component, events) VALUES (gen_random_uuid(), gen_random_uuid(), 'x', '[]')",
    'DELETE FROM runtime.failed_message',
    'UPDATE runtime.checkpoint SET position = 0',
    'SELECT * FROM runtime.timer',
    'SELECT * FROM runtime.job',
    'SELECT * FROM runtime.build',
    'CREATE SCHEMA mine',
  ])('may not %s', async (statement) => expect(await attempt(as('application'), statement)).toBe('42501'));

  test('learns the place of a video in the queue', async () => {
    const { rows } = await as('application').query(`SELECT * FROM runtime.job_places('x', ARRAY['videoPublishing-1'])`);
    expect(rows).toEqual([]);
  });

  test('gets the hash of one address', async () => {
    const { rows } = await as('application').query(`SELECT password_hash FROM view.password_of('ada@example.org')`);
    expect(rows).toEqual([{ password_hash: 'hash' }]);
  });
});

describe('a component', () => {
  test.each([
    'SELECT * FROM view.videos',
    "SELECT * FROM view.password_of('ada@example.org')",
    "SELECT * FROM runtime.job_places('x', '{}')",
    'DELETE FROM view.videos',
    'CREATE SCHEMA mine',
    "UPDATE runtime.build SET state = 'retired'",
  ])('may not %s', async (statement) => expect(await attempt(as('view_counting'), statement)).toBe('42501'));
});

describe('an aggregator', () => {
  test.each([
    "SELECT * FROM message_store.get_category_messages('viewing')",
    'CREATE SCHEMA another',
    `DELETE FROM videos_v${watchPage.version}.videos`,
    'DROP VIEW view.videos',
  ])('may %s', async (statement) => expect(await attempt(as('videos'), statement)).toBe('done'));

  test.each([
    `SELECT * FROM user_credentials_v${userCredentials.version}.user_credentials`,
    `UPDATE user_credentials_v${userCredentials.version}.user_credentials SET password_hash = 'mine'`,
    `DROP SCHEMA user_credentials_v${userCredentials.version} CASCADE`,
    `CREATE TABLE user_credentials_v${userCredentials.version}.mine (id int)`,
    'SELECT * FROM view.user_credentials',
    'DROP VIEW view.user_credentials',
    'CREATE OR REPLACE VIEW view.user_credentials AS SELECT 1 AS user_id',
    "SELECT message_store.acquire_lock('identity-1')",
    'SELECT * FROM runtime.timer',
    'SELECT * FROM runtime.snapshot',
  ])('may not %s', async (statement) => expect(await attempt(as('videos'), statement)).toBe('42501'));
});

test("a function that reads an aggregator's view runs as that aggregator, not as the administrator", async () => {
  const { rows } = await as('operator').query(
    `SELECT pg_get_userbyid(proowner) AS owner, prosecdef AS definer FROM pg_proc WHERE proname = 'password_of'`,
  );
  expect(rows).toEqual([{ owner: 'video_tutorials_user_credentials', definer: true }]);
});

describe('the operator', () => {
  test.each([
    'SELECT * FROM message_store.messages',
    'SELECT * FROM runtime.timer',
    'SELECT email FROM view.user_credentials',
  ])('may %s', async (statement) => expect(await attempt(as('operator'), statement)).toBe('done'));

  test.each([
    'DELETE FROM runtime.failed_message',
    'SELECT password_hash FROM view.user_credentials',
    "SELECT * FROM view.password_of('ada@example.org')",
  ])('may not %s', async (statement) => expect(await attempt(as('operator'), statement)).toBe('42501'));
});

test('set-up again, and on several machines at once, changes nothing', async () => {
  await setUpDatabase(SITE, site.url); // The database of a test has guests, which this call removes.
  const all = await Promise.all([1, 2, 3].map(() => setUpDatabase(SITE, site.url)));
  expect(all.map(({ changed }) => changed)).toEqual([[], [], []]);
  expect((await planDatabase(SITE, site.url)).changed).toEqual([]);
});

describe('a user-given database', () => {
  test('is set up by an owner with CREATEROLE who is not a superuser', async () => {
    // A separate server, because roles belong to the server, and another user made those of the tests' server.
    const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-owner-'));
    const server = await startEmbedded({ dataDir, log: console.error, durable: false });
    const owner = await createOwner(server.url, 'CREATEROLE');
    await setUpDatabase(SITE, owner.url);
    expect((await planDatabase(SITE, owner.url)).changed).toEqual([]);
    for (const service of ['application', 'identity', 'videos']) {
      const pool = createPool({ connectionString: owner.url, role: role(service), max: 1 });
      expect(await attempt(pool, append('identity'))).toBe(service === 'identity' ? 'done' : '42501');
      await pool.end();
    }
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is refused if its user lacks a right', async () => {
    const owner = await createOwner(site.url, 'NOCREATEROLE');
    await expect(setUpDatabase(SITE, owner.url)).rejects.toThrow(/must own the database .* and have CREATEROLE\.$/);
    await owner.drop();
  });

  test('is refused if its user may create in it but does not own it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-owner-'));
    const server = await startEmbedded({ dataDir, log: console.error, durable: false });
    const owner = await createOwner(server.url, 'CREATEROLE');
    const name = new URL(owner.url).username;
    await run(server.url, `ALTER DATABASE ${name} OWNER TO postgres`);
    await run(server.url, `GRANT CREATE ON DATABASE ${name} TO ${name}`);
    await expect(setUpDatabase(SITE, owner.url)).rejects.toThrow(
      `does not own the database ${name}: have its owner run ALTER DATABASE`,
    );
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is refused if another user made the roles, and accepted once they are granted', async () => {
    const owner = await createOwner(site.url, 'CREATEROLE');
    const refusal = await setUpDatabase(SITE, owner.url).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(refusal).toContain("Another user made the site's roles");
    await run(site.url, /GRANT .* TO "[^"]+"/.exec(refusal)![0]);
    await setUpDatabase(SITE, owner.url);
    await owner.drop();
  });

  test('is named in the error if it does not exist', async () => {
    const url = new URL(site.url);
    url.pathname = '/missing';
    await expect(setUpDatabase(SITE, url.href)).rejects.toThrow(`There is no database missing on ${url.host}`);
  });

  test('is named in the error if it does not answer', async () => {
    await expect(setUpDatabase(SITE, 'postgres://me@127.0.0.1:9/x')).rejects.toThrow(
      'No database answers at 127.0.0.1:9 (ECONNREFUSED)',
    );
  });
});

/** An empty database on a server, and its owner's URL. */
async function createOwner(adminUrl: string, rights: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `owner_${randomUUID().replaceAll('-', '')}`;
  await run(adminUrl, `CREATE ROLE ${name} LOGIN PASSWORD 'x' ${rights}`);
  await run(adminUrl, `CREATE DATABASE ${name} OWNER ${name}`);
  const url = Object.assign(new URL(adminUrl), { username: name, password: 'x', pathname: `/${name}` });
  return { url: url.href, drop: () => run(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}
