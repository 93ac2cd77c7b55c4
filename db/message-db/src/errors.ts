/**
 * The stream is not at the expected version, because another writer wrote to it. Read it and decide again. `actual` is
 * the position of its last message, -1 for a stream that does not exist. In a REPEATABLE READ transaction, which cannot
 * see other transactions' writes, `actual` is a lower bound.
 */
export class ExpectedVersionError extends Error {
  override name = 'ExpectedVersionError';
  constructor(
    readonly streamName: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`Expected ${streamName} at version ${expected}, but it is at ${actual}`);
  }
}

/** An id is taken by a stored message, and this write is not a repetition of that message's write. */
export class DuplicateMessageError extends Error {
  override name = 'DuplicateMessageError';
  constructor(
    readonly messageId: string,
    detail = 'exists already, with another stream, type or data',
  ) {
    super(`Message ${messageId} ${detail}`);
  }
}

/** A message breaks its contract: its data fails the schema, or its type or schema version is unknown. */
export class ContractError extends Error {
  override name = 'ContractError';
  constructor(
    readonly messageType: string,
    readonly reason: 'invalid' | 'unknown-type' | 'unknown-version',
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${messageType}: ${detail}`, options);
  }
}

/**
 * The SQLSTATE of an error that a Postgres server reported, such as `23505`; null for every other error. It checks the
 * fields that only a server's report has, because a bundle may hold a second copy of `pg`. The code alone is not
 * enough: codes of the system and of libraries, such as EROFS or EAUTH, have five characters too.
 */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return null;
  const { severity, code } = error;
  return typeof severity === 'string' && typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/**
 * SQLSTATEs of errors in the data: data exceptions, constraints, limits such as the length of a name, and
 * exceptions raised by functions and triggers.
 */
export const DATA_ERROR = /^(?:22|23|54|P0)/;
