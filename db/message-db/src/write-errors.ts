import type { Append } from './append.ts';
import { DATA_ERROR, DuplicateMessageError, ExpectedVersionError, sqlStateOf } from './errors.ts';

/** What Postgres says of a refused statement. */
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

/** Message DB reports a version conflict in words only. */
const CONFLICT = /^Wrong expected version: (-?\d+) \(Stream: (.*), Stream Version: (-?\d+)\)/s;
/** The key that exists, in a unique violation's detail: its words are in the server's language, its shape is not. */
const EXISTING_KEY = /\(([^()]*)\)=\((.*)\)/s;

/**
 * Whether the store may have refused a write because it holds these messages already. Then their ids are taken, or, as
 * versions are checked first, their stream is no longer at the version of the first time.
 */
export function tellsOfRepetition(error: unknown): boolean {
  return (
    error instanceof ExpectedVersionError ||
    error instanceof DuplicateMessageError ||
    (isRefusal(error) && isUniqueViolation(error))
  );
}

/** The error under its name: an `ExpectedVersionError`, a `DuplicateMessageError`, or itself. */
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

/** The transaction's snapshot is older than the message that holds this position (REPEATABLE READ and up). */
function unseen(key: string, appends: readonly Append[]): ExpectedVersionError {
  const [, name, position] = /^(.*), (\d+)$/s.exec(key) ?? [];
  const refused = appends.find(({ streamName }) => streamName === name) ?? (appends[0] as Append);
  const taken = position === undefined ? (refused.expectedVersion ?? -1) + 1 : Number(position);
  return new ExpectedVersionError(refused.streamName, refused.expectedVersion ?? taken - 1, taken);
}

function isUniqueViolation(error: Refusal): boolean {
  return error.code === '23505' && (error.constraint === 'messages_id' || error.constraint === 'messages_stream');
}
