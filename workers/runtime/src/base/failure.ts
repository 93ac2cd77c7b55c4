import { ConnectionError, DATA_ERROR, ExpectedVersionError, sqlStateOf } from '@message-db/client';
import { StandbyError } from './standby';

/** Deadlocks, serialization failures and cancelled lock waits: nobody's fault, and gone at the next attempt. */
const COLLISIONS = new Set(['40P01', '40001', '55P03']);
/** Tables or schemas that do not exist (any more): the process that makes them does so again at the next attempt. */
const MISSING = new Set(['42P01', '3F000']);
/** What Node reports of a connection that cannot be made or breaks. */
const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['ENETUNREACH', 'ENETDOWN', 'ENETRESET', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENOTCONN', 'ESHUTDOWN'],
]);

export type LogLevel = 'debug' | 'warn' | 'error';

/** The level at which to log an error that is followed by another attempt: `error` is for what a person should look at. */
export function logLevelOf(error: unknown): LogLevel {
  const state = sqlStateOf(error) ?? '';
  if (COLLISIONS.has(state)) return 'debug';
  if (MISSING.has(state) || isLostDatabase(error)) return 'warn';
  return 'error';
}

/**
 * Whether it is the message that is at fault (or what is done with it), and not the database, or another process that
 * does the same work: then the next attempt at everything finds it as it was.
 */
export function isMessageFailure(error: unknown): boolean {
  if (error instanceof StandbyError || error instanceof ExpectedVersionError || isLostDatabase(error)) return false;
  const state = sqlStateOf(error);
  return state === null || DATA_ERROR.test(state);
}

/** Whether something on the network cannot be reached. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  return UNREACHABLE.has(codeOf(error));
}

/** What `pg` and `@message-db/client` say of a lost connection without giving it a code. */
const LOST =
  /^Connection terminated|^Query read timeout|^The listening connection has ended|^There is no connection to the database|^Client has encountered a connection error|^Client was closed|timeout exceeded when trying to connect|^timeout expired$/;

/** Whether the database cannot be reached, is going down or coming up, or the connection broke. */
export function isLostDatabase(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.isRetryable;
  // 08: connection exceptions. 57P01 to 57P03: the server is stopped, has crashed, or cannot take connections now. 53300: it has none left.
  if (/^(?:08...|57P0[123]|53300)$/.test(sqlStateOf(error) ?? '') || isUnreachable(error)) return true;
  return error instanceof Error && LOST.test(error.message);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A command opens an entity that exists already. Deciding it again will not help. */
export class EntityExistsError extends Error {
  override name = 'EntityExistsError';
  constructor(id: string) {
    super(`Entity ${id} exists already`);
  }
}
