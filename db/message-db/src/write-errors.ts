import type { Append } from './append.ts';
import { DATA_ERROR, DuplicateMessageError, ExpectedVersionError, sqlStateOf } from './errors.ts';

/** Postgres's error for a refused statement. */
interface Refusal extends Error {
  code: string;
  constraint?: string;
  detail?: string;
}

function isRefusal(error: unknown): error is Refusal {
  return sqlStateOf(error) !== null;
}

/**
 * Whether a statement failed because of one of its messages, so that it can succeed without that one.
 */
export function isFaultOfMessage(error: unknown): boolean {
  return isRefusal(error) && DATA_ERROR.test(error.code);
}

/** Message DB reports a version conflict only in its text. */
const CONFLICT = /^Wrong expected version: (-?\d+) \(Stream: (.*), Stream Version: (-?\d+)\)/s;
/** The existing key in the detail of a unique violation. The words are in the server's language, the format is not. */
const EXISTING_KEY = /\(([^()]*)\)=\((.*)\)/s;

/**
 * Whether the store may have refused a write because it already holds these messages. Then their ids are taken, or,
 * because versions are checked first, their stream is no longer at the first expected version.
 */
export function mayBeRepeated(error: unknown): boolean {
  return (
    error instanceof ExpectedVersionError ||
    error instanceof DuplicateMessageError ||
    (isRefusal(error) && isUniqueViolation(error))
  );
}

/** Converts an error to an `ExpectedVersionError` or a `DuplicateMessageError`; returns any other unchanged. */
export function named(error: unknown, appends: readonly Append[]): unknown {
  if (!isRefusal(error)) return error;
  const conflict = error.code === 'P0001' ? CONFLICT.exec(error.message) : null;
  if (conflict) return new ExpectedVersionError(conflict[2] as string, Number(conflict[1]), Number(conflict[3]));
  if (!isUniqueViolation(error)) return error;
  const key = EXISTING_KEY.exec(error.detail ?? '')?.[2] ?? '';
  if (error.constraint === 'messages_id')
    return new DuplicateMessageError(key, 'was written by another writer just now');
  return unseen(key, appends);
}

/** Makes the conflict for a position whose message the transaction's snapshot does not see (REPEATABLE READ and up). */
function unseen(key: string, appends: readonly Append[]): ExpectedVersionError {
  const [, name, position] = /^(.*), (\d+)$/s.exec(key) ?? [];
  const refused = appends.find(({ streamName }) => streamName === name) ?? (appends[0] as Append);
  const taken = position === undefined ? (refused.expectedVersion ?? -1) + 1 : Number(position);
  return new ExpectedVersionError(refused.streamName, refused.expectedVersion ?? taken - 1, taken);
}

function isUniqueViolation(error: Refusal): boolean {
  return error.code === '23505' && (error.constraint === 'messages_id' || error.constraint === 'messages_stream');
}
