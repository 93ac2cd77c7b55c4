import { isEncrypted } from '@/personal-data/encrypted-text';

/** Fields that open an account to whoever reads them. */
const SECRETS = new Set(['passwordHash', 'confirmationToken', 'sessionHash']);

/** No contract nests as deep. The store takes thousands of levels, at which a recursion would end the aggregator. */
const DEEPEST = 100;

/**
 * The data of a message with `[redacted]` for each secret, `[sealed]` for what is sealed, and `[too deep]` for what nobody
 * would read, whatever the data is.
 */
export function redact(data: unknown, depth = 0): unknown {
  if (isEncrypted(data)) return '[sealed]';
  if (typeof data !== 'object' || data === null) return data;
  if (depth === DEEPEST) return '[too deep]';
  if (Array.isArray(data)) return data.map((value) => redact(value, depth + 1));
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, SECRETS.has(field) ? '[redacted]' : redact(value, depth + 1)]),
  );
}
