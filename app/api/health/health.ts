import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { query, queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/** A database that takes longer counts as down: people do not wait that long for a page. */
const TIMEOUT_MS = 3_000;

/** Whether pages can be made now: whether what they read from answers, a replica also while the primary is away. */
export function canServePages(): Promise<boolean> {
  return answers(() => query(statement(sql`SELECT 1`)));
}

/** Whether commands can be written now: whether the primary answers, and takes writes. */
export function canTakeCommands(): Promise<boolean> {
  return answers(async () => {
    const [row] = await queryPrimary(
      statement(
        sql<{ writable: boolean }>`
          SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' AS writable`,
      ),
    );
    if (!row?.writable) throw new Error('The database is read-only');
  });
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const answered = new AbortController();
  const late = delay(TIMEOUT_MS, false, { signal: answered.signal }).catch(() => false);
  const asked = ask().then(
    () => true,
    () => false,
  );
  const isWell = await Promise.race([asked, late]);
  answered.abort();
  return isWell;
}

/** An answer for load balancers: 200, or 503 where such requests must not be sent here. */
export function healthResponse(isWell: boolean, more: Record<string, string> = {}): Response {
  const headers = { 'Cache-Control': 'no-store' };
  return Response.json({ status: isWell ? 'ok' : 'unavailable', ...more }, { status: isWell ? 200 : 503, headers });
}
