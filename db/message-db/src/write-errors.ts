import { DuplicateMessageError, ExpectedVersionError } from './errors';

/** What Postgres says of a refused statement. Told by its fields, since a bundle may hold a second copy of `pg`. */
interface Refusal extends Error {
  code: string;
  constraint?: string;
  detail?: string;
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Message DB tells of a version conflict in words only. */
const CONFLICT = /^Wrong expected version: (-?\d+) \(Stream: .*, Stream Version: (-?\d+)\)/s;
/** The key that exists, in a unique violation's detail: its words are in the server's language, its shape is not. */
const EXISTING_KEY = /\(([^()]*)\)=\((.*)\)/s;

/**
 * Whether the store may refuse a write because it holds these messages already: it finds their id taken, or, before
 * it comes to look at ids, their stream no longer at the version that it was at the first time.
 */
export function tellsOfRepetition(error: unknown): boolean {
  return isRefusal(error) && (isUniqueViolation(error) || conflictOf(error) !== null);
}

/** The error under its name: an `ExpectedVersionError`, a `DuplicateMessageError`, or itself. */
export function named(error: unknown, streamName: string, expectedVersion: number | undefined): unknown {
  if (!isRefusal(error)) return error;
  const conflict = conflictOf(error);
  if (conflict) return new ExpectedVersionError(streamName, conflict.expected, conflict.actual);
  if (!isUniqueViolation(error)) return error;
  const key = EXISTING_KEY.exec(error.detail ?? '')?.[2] ?? '';
  if (error.constraint === 'messages_id') return new DuplicateMessageError(key, 'was written by somebody else just now');
  // The transaction's snapshot is older than the message that holds this position (REPEATABLE READ and up).
  const taken = Number(/\d+$/.exec(key)?.[0] ?? (expectedVersion ?? -1) + 1);
  return new ExpectedVersionError(streamName, expectedVersion ?? taken - 1, taken);
}

function conflictOf(error: Refusal): { expected: number; actual: number } | null {
  const words = error.code === 'P0001' ? CONFLICT.exec(error.message) : null;
  return words ? { expected: Number(words[1]), actual: Number(words[2]) } : null;
}

function isUniqueViolation(error: Refusal): boolean {
  return error.code === '23505' && (error.constraint === 'messages_id' || error.constraint === 'messages_stream');
}
