/** Deadlocks, serialization failures and cancelled lock waits: nobody's fault, and gone at the next attempt. */
const COLLISIONS = new Set(['40P01', '40001', '55P03']);
/** Tables or schemas that are not there (any more); who can make them anew does so at the next attempt. */
const MISSING = new Set(['42P01', '3F000']);
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/** How loudly to tell of an error that is followed by another attempt: `error` is for what a person should look at. */
export function loudnessOf(error: unknown): 'debug' | 'warn' | 'error' {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (COLLISIONS.has(code)) return 'debug';
  if (MISSING.has(code) || isLostDatabase(error)) return 'warn';
  return 'error';
}

/** Whether the database cannot be reached, is going down or coming up, or the connection broke. */
function isLostDatabase(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // 08: connection exceptions. 57P01 to 57P03: the server is stopped, has crashed, or cannot take connections now.
  if (/^(?:08...|57P0[123])$/.test(code) || UNREACHABLE.has(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isLostDatabase);
  // `pg` gives these no code.
  return /^Connection terminated|^Client has encountered a connection error|timeout exceeded when trying to connect/.test(error.message);
}
