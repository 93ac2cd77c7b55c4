import 'server-only';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

const SALT_BYTES = 32;
const DAY_MS = 24 * 3600_000;
/** The database keeps the salt of a day for ten minutes longer, because clocks differ. */
const RENEW_AFTER_MIDNIGHT_MS = 11 * 60_000;

let held: { day: string; salt: Promise<Buffer> } | null = null;
let isRenewing = false;

/**
 * Returns the salt with which visitors are hashed today (UTC), the same in all processes of the site. Shortly after each
 * midnight this process asks again, which deletes that of the day before.
 * @throws if the database cannot be reached.
 */
export function dailySalt(now = Date.now()): Promise<Buffer> {
  const day = dayOf(now);
  if (held?.day === day) return held.salt;
  const holding = { day, salt: readSalt(day) };
  held = holding;
  holding.salt.catch(() => {
    if (held === holding) held = null;
  });
  if (!isRenewing) renewAfterMidnight(now);
  isRenewing = true;
  return holding.salt;
}

/** Returns the day (UTC) whose salt is used at a time, such as `2026-11-21`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function renewAfterMidnight(now: number): void {
  const renew = () => {
    renewAfterMidnight(Date.now());
    held = null;
    dailySalt().catch((error: unknown) => console.error('Could not renew the salt of visitors:', error));
  };
  setTimeout(renew, DAY_MS - (now % DAY_MS) + RENEW_AFTER_MIDNIGHT_MS).unref();
}

async function readSalt(day: string): Promise<Buffer> {
  const fresh = randomBytes(SALT_BYTES);
  const [row] = await queryPrimary(
    statement(sql<{ salt: Buffer | null }>`SELECT personal.salt_of(${day}::date, ${fresh}) AS salt`),
  );
  if (!row?.salt) throw new Error(`The database has no salt for ${day}: its clock differs from this machine's`);
  return row.salt;
}
