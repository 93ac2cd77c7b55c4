import 'server-only';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

const SALT_BYTES = 32;
const DAY_MS = 24 * 3600_000;

let held: { day: string; salt: Promise<Buffer> } | null = null;

/**
 * Returns the salt with which visitors are hashed today (UTC), the same in all processes of the site. At midnight this
 * process asks for the next one, which deletes it.
 * @throws if the database cannot be reached.
 */
export function dailySalt(now = Date.now()): Promise<Buffer> {
  const day = new Date(now).toISOString().slice(0, 10);
  if (held?.day === day) return held.salt;
  const salt = readSalt(day);
  const holding = { day, salt };
  held = holding;
  salt.then(
    () => void setTimeout(() => void dailySalt().catch(() => {}), DAY_MS - (now % DAY_MS) + 1000).unref(),
    () => {
      if (held === holding) held = null;
    },
  );
  return salt;
}

async function readSalt(day: string): Promise<Buffer> {
  const fresh = randomBytes(SALT_BYTES);
  const [row] = await queryPrimary(
    statement(sql<{ salt: Buffer | null }>`SELECT personal.salt_of(${day}::date, ${fresh}) AS salt`),
  );
  if (!row?.salt) throw new Error(`The database has no salt for ${day}: its clock and this machine's differ by days`);
  return row.salt;
}
