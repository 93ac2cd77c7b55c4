/** The stream is not at the version that the writer expected. `actual` is -1 for a stream that does not exist. */
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

/** A message with this id is in the store already, and it is not the same message. */
export class DuplicateMessageError extends Error {
  override name = 'DuplicateMessageError';
  constructor(readonly messageId: string) {
    super(`Message ${messageId} exists already with another stream, type or data`);
  }
}

/** A message does not keep its contract: its data fails the schema, or nobody knows its type or schema version. */
export class ContractError extends Error {
  override name = 'ContractError';
  constructor(
    readonly messageType: string,
    readonly reason: 'invalid' | 'unknown-type' | 'unknown-version',
    detail: string,
  ) {
    super(`${messageType}: ${detail}`);
  }
}
