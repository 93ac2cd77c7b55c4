import { ExpectedVersionError } from '@message-db/client';
import { StandBy } from './stand-by';

/** Deadlocks, serialization failures and cancelled lock waits: nobody's fault, and gone at the next attempt. */
const COLLISIONS = new Set(['40P01', '40001', '55P03']);
/** Tables or schemas that are not there (any more); who can make them anew does so at the next attempt. */
const MISSING = new Set(['42P01', '3F000']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/** How loudly to tell of an error that is followed by another attempt: `error` is for what a person should look at. */
export function loudnessOf(error: unknown): 'debug' | 'warn' | 'error' {
  const code = codeOf(error);
  if (COLLISIONS.has(code)) return 'debug';
  if (MISSING.has(code) || isLostDatabase(error)) return 'warn';
  return 'error';
}

/** Data that Postgres refuses, constraints, limits such as the length of a name, and what functions and triggers raise. */
const OF_THE_DATA = /^(?:22|23|54|P0)/;

/**
 * Whether it is the message that is at fault (or what is done with it), and not the database, or another process that
 * does the same work: then the next attempt at everything finds it as it was.
 */
export function isFaultOfMessage(error: unknown): boolean {
  if (error instanceof StandBy || error instanceof ExpectedVersionError || isLostDatabase(error)) return false;
  // A SQLSTATE has five characters; the codes of Node's own errors have more.
  const code = codeOf(error);
  return !/^[0-9A-Z]{5}$/.test(code) || OF_THE_DATA.test(code);
}

/** Whether something on the network cannot be reached. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  return UNREACHABLE.has(codeOf(error));
}

/** Whether the database cannot be reached, is going down or coming up, or the connection broke. */
function isLostDatabase(error: unknown): boolean {
  // 08: connection exceptions. 57P01 to 57P03: the server is stopped, has crashed, or cannot take connections now.
  if (/^(?:08...|57P0[123])$/.test(codeOf(error)) || isUnreachable(error)) return true;
  // `pg` gives these no code.
  return error instanceof Error && /^Connection terminated|^Client has encountered a connection error|timeout exceeded when trying to connect/.test(error.message);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
