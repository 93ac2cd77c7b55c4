import { randomBytes, randomUUID } from 'node:crypto';
import { createPool } from '@message-db/client';
import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { addressFingerprint } from './address';
import { forgetPerson, readKey, readKeys } from './keys';
import { KEY_BYTES } from './encryption';

const [database, otherSite] = [await createTestDatabase(), await createTestDatabase()];
const [pool, otherPool] = [database, otherSite].map(({ url }) => createPool({ connectionString: url, max: 5 })) as [
  Pool,
  Pool,
];
afterAll(async () => {
  await Promise.all([pool.end(), otherPool.end()]);
  await Promise.all([database.drop(), otherSite.drop()]);
});

type Pool = ReturnType<typeof createPool>;

/** @returns whether the key is the one that is stored for the person. */
async function storeKey(person: string, key: Buffer): Promise<boolean> {
  const { rows } = await pool.query<{ kept: boolean }>('SELECT personal.keep_key($1, $2) AS kept', [person, key]);
  return rows[0]!.kept;
}

async function addressId(site: Pool, address: string): Promise<string> {
  const { rows } = await site.query<{ id: string }>('SELECT personal.address_id($1) AS id', [
    addressFingerprint(address),
  ]);
  return rows[0]!.id;
}

describe("a person's key", () => {
  test('is stored once, and not replaced by another', async () => {
    const [person, key] = [randomUUID(), randomBytes(KEY_BYTES)];
    expect(await Promise.all([storeKey(person, key), storeKey(person, key)])).toEqual([true, true]);
    expect(await storeKey(person, randomBytes(KEY_BYTES))).toBe(false);
    expect(await readKey(pool, person.toUpperCase())).toEqual(key);
  });

  test('is deleted for good when the person is forgotten, once or repeatedly', async () => {
    const [person, other] = [randomUUID(), randomUUID()];
    const [key, otherKey] = [randomBytes(KEY_BYTES), randomBytes(KEY_BYTES)];
    await storeKey(person, key);
    await storeKey(other, otherKey);
    await Promise.all([forgetPerson(pool, person), forgetPerson(pool, person)]);
    await forgetPerson(pool, person);
    expect(await storeKey(person, key)).toBe(false);
    expect(await readKeys(pool, [person, other])).toEqual(new Map([[other, otherKey]]));
    const { rows } = await pool.query<{ row: string }>(
      'SELECT key::text AS row FROM personal.key WHERE person_id = $1',
      [person],
    );
    expect(rows).toEqual([{ row: null }]);
  });

  test('is refused for a person who was forgotten before they had one', async () => {
    const person = randomUUID();
    await forgetPerson(pool, person);
    expect(await storeKey(person, randomBytes(KEY_BYTES))).toBe(false);
  });

  test('is refused if it is too short', async () => {
    await expect(storeKey(randomUUID(), randomBytes(16))).rejects.toMatchObject({ code: '23514' });
  });
});

describe("a message's own key", () => {
  async function storeMessageKey(id: string, person: string, key: Buffer): Promise<boolean> {
    const { rows } = await pool.query<{ kept: boolean }>('SELECT personal.keep_message_key($1, $2, $3) AS kept', [
      id,
      person,
      key,
    ]);
    return rows[0]!.kept;
  }

  test('is stored once, read by its id, and not replaced by another or given to another person', async () => {
    const [person, other, id, key] = [randomUUID(), randomUUID(), randomUUID(), randomBytes(KEY_BYTES)];
    await storeKey(person, randomBytes(KEY_BYTES));
    await storeKey(other, randomBytes(KEY_BYTES));
    expect(await Promise.all([storeMessageKey(id, person, key), storeMessageKey(id, person, key)])).toEqual([
      true,
      true,
    ]);
    expect(await storeMessageKey(id, person, randomBytes(KEY_BYTES))).toBe(false);
    expect(await storeMessageKey(id, other, key)).toBe(false);
    expect(await readKeys(pool, [id, person])).toMatchObject({ size: 2 });
    expect(await readKey(pool, id)).toEqual(key);
  });

  test('is deleted with the key of its person, and refused for one who is forgotten or unknown', async () => {
    const [person, id, key] = [randomUUID(), randomUUID(), randomBytes(KEY_BYTES)];
    expect(await storeMessageKey(id, person, key)).toBe(false);
    await storeKey(person, randomBytes(KEY_BYTES));
    expect(await storeMessageKey(id, person, key)).toBe(true);
    await forgetPerson(pool, person);
    expect(await readKey(pool, id)).toBe(undefined);
    expect(await storeMessageKey(id, person, key)).toBe(false);
    expect((await pool.query('SELECT FROM personal.message_key WHERE person_id = $1', [person])).rowCount).toBe(0);
  });
});

describe('the id of an address', () => {
  test('is the same for every form of the address, and differs between addresses', async () => {
    const id = await addressId(pool, 'ada@example.com');
    expect(await addressId(pool, ' Ada@Example.COM ')).toBe(id);
    expect(await addressId(pool, 'bob@example.com')).not.toBe(id);
  });

  test('is a UUID of version 8, and cannot be computed from the address alone', async () => {
    const id = await addressId(pool, 'ada@example.com');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(id).not.toBe(addressFingerprint('ada@example.com'));
  });

  test('depends on the pepper of the database', async () => {
    await otherPool.query('UPDATE personal.pepper SET pepper = $1', [randomBytes(32)]);
    expect(await addressId(otherPool, 'ada@example.com')).not.toBe(await addressId(pool, 'ada@example.com'));
  });
});

describe("a day's salt", () => {
  const dayFromNow = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
  const saltOf = async (day: string, fresh = randomBytes(32)) =>
    (await pool.query<{ salt: Buffer | null }>('SELECT personal.salt_of($1::date, $2) AS salt', [day, fresh])).rows[0]!
      .salt;

  test('is the same for all who ask', async () => {
    const [one, other] = await Promise.all([saltOf(dayFromNow(0)), saltOf(dayFromNow(0))]);
    expect(one).toEqual(other);
    expect(await saltOf(dayFromNow(0))).toEqual(one);
  });

  test('is deleted when the day is over', async () => {
    // Not ten minutes around midnight, when two days are allowed.
    await pool.query(`
      INSERT INTO personal.visitor_salt
      SELECT (now() AT TIME ZONE 'UTC')::date - days, sha256('old') FROM unnest('{2,5}'::integer[]) AS days`);
    await saltOf(dayFromNow(0));
    const { rows } = await pool.query('SELECT day::text FROM personal.visitor_salt');
    for (const { day } of rows) expect([dayFromNow(-1), dayFromNow(0), dayFromNow(1)]).toContain(day);
  });

  test('is not made for another day', async () => {
    expect(await saltOf(dayFromNow(2))).toBe(null);
    expect(await saltOf(dayFromNow(-2))).toBe(null);
  });
});
