import { sqlStateOf } from './errors.ts';

/**
 * The connection to the store was lost or not possible. It replaces all such errors of `pg`, Node and the server.
 * `cause` is the original error, and `code` its code, such as `ECONNRESET` or `57P01`, if it has one.
 */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
  readonly code: string | undefined;
  /** Whether another attempt can succeed. False if this process has closed the pool. */
  readonly isRetryable: boolean;
  /**
   * Whether the statement may have been executed: it was sent, and its answer was lost. Then write the same messages
   * again, with their ids: stored ones are not written twice.
   */
  readonly isAmbiguous: boolean;

  constructor(message: string, options: ErrorOptions & { isRetryable?: boolean; isAmbiguous?: boolean } = {}) {
    super(message, options);
    this.code = codeOf(options.cause);
    this.isRetryable = options.isRetryable ?? true;
    this.isAmbiguous = options.isAmbiguous ?? false;
  }
}

/** Node's codes if no connection was made. */
const NOT_CONNECTED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN'],
]);
/** Node's codes for a broken connection. */
const BROKEN = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENETRESET', 'ENOTCONN', 'ESHUTDOWN']);

/** SQLSTATEs of a server that refuses a connection, because it starts, stops, or has none left. */
const REFUSED = /^(?:0800[14]|57P03|53300)$/;
/**
 * SQLSTATEs of a server that ends a connection: connection exceptions, a stopping or crashed server, session time-outs.
 */
const ENDED = /^(?:08...|57P0[125]|25P0[34])$/;

/** Messages of `pg`'s errors that have no code. */
const SAID_NOT_CONNECTED =
  /^Client has encountered a connection error|^Client was closed|^timeout exceeded when trying to connect|^timeout expired$|^Connection terminated due to connection timeout/;
const SAID_BROKEN = /^Connection terminated|^Query read timeout/;
const SAID_POOL_ENDED = /^Cannot use a pool after calling end/;

/** Converts an error of `pg` to a `ConnectionError`; null for an error of another kind. */
export function connectionErrorOf(error: unknown): ConnectionError | null {
  if (error instanceof ConnectionError) return error;
  if (!(error instanceof Error)) return null;
  // Node reports one error for each address of a host name.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return null;
  const { message } = first;
  const state = sqlStateOf(first);
  const code = codeOf(first) ?? '';
  const isUnsent = state === null ? NOT_CONNECTED.has(code) || SAID_NOT_CONNECTED.test(message) : REFUSED.test(state);
  if (isUnsent) return new ConnectionError(message, { cause: first });
  const isBroken = state === null ? BROKEN.has(code) || SAID_BROKEN.test(message) : ENDED.test(state);
  if (isBroken) return new ConnectionError(message, { cause: first, isAmbiguous: true });
  if (SAID_POOL_ENDED.test(message)) return new ConnectionError(message, { cause: first, isRetryable: false });
  return null;
}

/** Converts an error to a `ConnectionError` if it is one of the connection; else returns it unchanged. */
export function withConnectionError(error: unknown): unknown {
  return connectionErrorOf(error) ?? error;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
