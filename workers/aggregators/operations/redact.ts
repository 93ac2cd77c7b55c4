import { isEncrypted } from '@/personal-data/encrypted-text';

/** Fields that would give their reader access to an account. */
const SECRETS = new Set(['passwordHash', 'confirmationToken', 'tokenHash', 'sessionHash', 'unsubscribeToken']);

/** Deeper than any contract. The store accepts thousands of levels, at which a recursion would crash the aggregator. */
const DEEPEST = 100;
/** The entries of a list that are shown. The lines of captions are thousands, and the message has them all. */
const ENTRIES_MAX = 50;

/**
 * Returns the data of a message with `[redacted]` for each secret, `[sealed]` for each encrypted field, `[too deep]`
 * below the greatest depth, and `[450 more]` at the end of a long list. Accepts any JSON.
 */
export function redact(data: unknown, depth = 0): unknown {
  if (isEncrypted(data)) return '[sealed]';
  if (typeof data !== 'object' || data === null) return data;
  if (depth === DEEPEST) return '[too deep]';
  if (Array.isArray(data)) {
    const shown = data.slice(0, ENTRIES_MAX).map((value) => redact(value, depth + 1));
    return data.length > ENTRIES_MAX ? [...shown, `[${data.length - ENTRIES_MAX} more]`] : shown;
  }
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, SECRETS.has(field) ? '[redacted]' : redact(value, depth + 1)]),
  );
}
