import 'server-only';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { sendJson } from '@/app/_lib/http/handler';
import { query, queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';

/** A database that takes longer counts as down, because users do not wait that long for a page. In milliseconds. */
const TIMEOUT_MS = 3_000;

/**
 * Returns whether pages can be rendered now: whether their database answers. With a replica that works while the
 * primary is down.
 */
export function canServePages(): Promise<boolean> {
  return answersInTime(() => query(statement(sql`SELECT 1`)));
}

/** Returns whether commands can be written now: whether the primary answers and accepts writes. */
export function canTakeCommands(): Promise<boolean> {
  return answersInTime(async () => {
    const [row] = await queryPrimary(
      statement(
        sql<{ writable: boolean }>`
          SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' AS writable`,
      ),
    );
    if (!row?.writable) throw new Error('The database is read-only');
  });
}

async function answersInTime(check: () => Promise<unknown>): Promise<boolean> {
  const finished = new AbortController();
  const timeout = delay(TIMEOUT_MS, false, { signal: finished.signal }).catch(() => false);
  const result = check().then(
    () => true,
    () => false,
  );
  const isHealthy = await Promise.race([result, timeout]);
  finished.abort();
  return isHealthy;
}

/** Answers load balancers: 200, or 503 if such requests must not be sent here. */
export function sendHealth(response: ServerResponse, isHealthy: boolean, more: Record<string, string> = {}): void {
  const body = { status: isHealthy ? 'ok' : 'unavailable', ...more };
  sendJson(response, isHealthy ? 200 : 503, body, { 'Cache-Control': 'no-store' });
}
