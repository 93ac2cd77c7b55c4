import { ConnectionError, DATA_ERROR, ExpectedVersionError, sqlStateOf } from '@message-db/client';
import { StandbyError } from './standby';

/** Deadlocks, serialization failures and cancelled lock waits. The next attempt usually succeeds. */
const COLLISIONS = new Set(['40P01', '40001', '55P03']);
/** Missing tables or schemas. The next attempt creates them again. */
const MISSING = new Set(['42P01', '3F000']);
/** Node's error codes for a connection that fails or breaks. */
const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['ENETUNREACH', 'ENETDOWN', 'ENETRESET', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENOTCONN', 'ESHUTDOWN'],
]);

export type LogLevel = 'debug' | 'warn' | 'error';

/**
 * Returns the level at which to log an error before the next attempt. `error` means that a person should look at it.
 */
export function logLevelOf(error: unknown): LogLevel {
  const state = sqlStateOf(error) ?? '';
  if (COLLISIONS.has(state)) return 'debug';
  if (MISSING.has(state) || isLostDatabase(error)) return 'warn';
  return 'error';
}

/**
 * Returns whether the message, or its handler, causes the error. Otherwise the cause is the database, or another
 * process that does the same work, and the whole batch can be tried again.
 */
export function isMessageFailure(error: unknown): boolean {
  if (error instanceof StandbyError || error instanceof ExpectedVersionError || isLostDatabase(error)) return false;
  const state = sqlStateOf(error);
  return state === null || DATA_ERROR.test(state);
}

/** Returns whether the error means that a host on the network cannot be reached. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  return UNREACHABLE.has(codeOf(error));
}

/** The messages of `pg` and `@message-db/client` for a lost connection without an error code. */
const LOST =
  /^Connection terminated|^Query read timeout|^The listening connection has ended|^There is no connection to the database|^Client has encountered a connection error|^Client was closed|timeout exceeded when trying to connect|^timeout expired$/;

/** Returns whether the database cannot be reached, is stopping or starting, or the connection broke. */
export function isLostDatabase(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.isRetryable;
  // 08: connection exceptions. 57P01 to 57P03: the server is stopping, crashed, or cannot accept connections now.
  // 53300: too many connections.
  if (/^(?:08...|57P0[123]|53300)$/.test(sqlStateOf(error) ?? '') || isUnreachable(error)) return true;
  return error instanceof Error && LOST.test(error.message);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A command opens an entity that already exists. A retry cannot succeed. */
export class EntityExistsError extends Error {
  override name = 'EntityExistsError';
  constructor(id: string) {
    super(`Entity ${id} exists already`);
  }
}
