import { sqlStateOf } from './errors.ts';

/**
 * The connection to the store was lost, or there was none. All that `pg`, Node and the server report of that has this one
 * shape. `cause` is the original error, and `code` its code, such as `ECONNRESET` or `57P01`, where it has one.
 */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
  readonly code: string | undefined;
  /** Whether another attempt can succeed. False where this process has closed the pool itself. */
  readonly isRetryable: boolean;
  /**
   * Whether the statement may have been carried out: it was sent, and its answer was lost. Then write the same messages
   * again, with their ids: those that are in the store already are not written twice.
   */
  readonly isAmbiguous: boolean;

  constructor(message: string, options: ErrorOptions & { isRetryable?: boolean; isAmbiguous?: boolean } = {}) {
    super(message, options);
    this.code = codeOf(options.cause);
    this.isRetryable = options.isRetryable ?? true;
    this.isAmbiguous = options.isAmbiguous ?? false;
  }
}

/** What Node reports where no connection was made. */
const NOT_CONNECTED = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN'],
]);
/** What Node reports of a connection that broke. */
const BROKEN = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENETRESET', 'ENOTCONN', 'ESHUTDOWN']);

/** SQLSTATEs with which a server refuses a connection: it starts, stops, or has none left. */
const REFUSED = /^(?:0800[14]|57P03|53300)$/;
/** SQLSTATEs with which a server ends one: connection exceptions, a server that stops or crashed, sessions timed out. */
const ENDED = /^(?:08...|57P0[125]|25P0[34])$/;

/** What `pg` says without a code. */
const SAID_NOT_CONNECTED =
  /^Client has encountered a connection error|^Client was closed|^timeout exceeded when trying to connect|^timeout expired$|^Connection terminated due to connection timeout/;
const SAID_BROKEN = /^Connection terminated|^Query read timeout/;
const SAID_POOL_ENDED = /^Cannot use a pool after calling end/;

/** The `ConnectionError` that an error of `pg` stands for, or null for an error of another kind. */
export function connectionErrorOf(error: unknown): ConnectionError | null {
  if (error instanceof ConnectionError) return error;
  if (!(error instanceof Error)) return null;
  // Node tries each address of a name.
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

/** The same error, or the `ConnectionError` that it stands for. */
export function withConnectionError(error: unknown): unknown {
  return connectionErrorOf(error) ?? error;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
