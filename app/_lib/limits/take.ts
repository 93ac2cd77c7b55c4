import 'server-only';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { keyedUuid } from '@/app/_lib/auth/keyed';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { LIMITS, type Limit } from './limits';

/** A limit, and whose it is: a network, an address, an account. Null for who has none. */
export type Taking = readonly [limit: Limit, key: string | null];

/** A limit that is reached. */
export interface Full {
  readonly limit: Limit;
  readonly sentence: string;
  /** The seconds until its window ends. */
  readonly seconds: number;
}

/** The most full limits that a process remembers. More cost a statement each. */
const REMEMBERED_MAX = 10_000;
/** After so many seconds it asks the database again, where another process may have given something back. */
const ASK_AGAIN_SECONDS = 10;

/** When the windows of full limits end, in milliseconds since the epoch. */
const fulls = () => oncePerProcess('full limits', () => new LRUCache<string, number>({ max: REMEMBERED_MAX }));

/**
 * Takes one of each of these limits, in their order, until one is full. All processes count together, in the database. A full
 * limit is remembered in this process, so that a flood costs no statements.
 * @returns the limit that is full, or null.
 * @throws if the database cannot be asked. Then nothing may be done that has a limit.
 */
export async function take(...takings: readonly Taking[]): Promise<Full | null> {
  const all = takings.flatMap(kept);
  const remembered = all.map(rememberedFull).find((full) => full !== null) ?? null;
  const open = remembered
    ? all.slice(
        0,
        all.findIndex(({ limit }) => limit === remembered.limit),
      )
    : all;
  if (open.length === 0) return remembered;
  const rows = await queryPrimary(
    statement(sql<{ isFull: boolean; endsIn: number }>`
      SELECT is_full, ends_in FROM limits.take(${open.map(({ limit }) => limit)}::text[], ${open.map(({ id }) => id)}::uuid[],
        ${open.map(({ max }) => max)}::integer[], ${open.map(({ minutes }) => minutes * 60)}::integer[])`),
  );
  const last = rows.at(-1)!;
  return last.isFull ? remember(open[rows.length - 1]!, last.endsIn) : remembered;
}

/** Gives one of each back: what was done is not what the limit counts, such as a right password. */
export async function giveBack(...takings: readonly Taking[]): Promise<void> {
  await change('give_back', takings);
}

/** Begins these limits again. Other processes notice in ten seconds at most. */
export async function forget(...takings: readonly Taking[]): Promise<void> {
  for (const { id } of takings.flatMap(kept)) fulls().delete(id);
  await change('forget', takings);
}

/** Returns how many are taken of a limit, and takes none. */
export async function takenOf(...taking: Taking): Promise<number> {
  const [known] = kept(taking);
  if (!known) return 0;
  const [row] = await queryPrimary(
    statement(sql<{ taken: number }>`SELECT limits.taken(${known.limit}, ${known.id}::uuid) AS taken`),
  );
  return row!.taken;
}

/** Returns the limit if this process remembers that it is full. Asks nobody. */
export function knownFull(...taking: Taking): Full | null {
  const [known] = kept(taking);
  return known ? rememberedFull(known) : null;
}

type Kept = (typeof LIMITS)[Limit] & { readonly limit: Limit; readonly id: string };

/** Only a keyed hash is stored and remembered, and no address. */
function kept([limit, key]: Taking): Kept[] {
  return key === null ? [] : [{ ...LIMITS[limit], limit, id: keyedUuid('limit', limit, key) }];
}

function rememberedFull({ limit, id, sentence }: Kept): Full | null {
  const endsAt = fulls().get(id);
  return endsAt === undefined ? null : { limit, sentence, seconds: secondsUntil(endsAt) };
}

function remember({ limit, id, sentence }: Kept, seconds: number): Full {
  fulls().set(id, Date.now() + seconds * 1000, { ttl: Math.min(seconds, ASK_AGAIN_SECONDS) * 1000 });
  return { limit, sentence, seconds };
}

function secondsUntil(time: number): number {
  return Math.max(1, Math.ceil((time - Date.now()) / 1000));
}

async function change(how: 'give_back' | 'forget', takings: readonly Taking[]): Promise<void> {
  const all = takings.flatMap(kept);
  if (all.length === 0) return;
  const [names, ids] = [all.map(({ limit }) => limit), all.map(({ id }) => id)];
  await queryPrimary(statement(sql`SELECT ${sql.raw(`limits.${how}`)}(${names}::text[], ${ids}::uuid[])`));
}
