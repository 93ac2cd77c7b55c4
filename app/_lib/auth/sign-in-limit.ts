import 'server-only';
import { queryPrimary } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { addressIdOf } from './address-id';

/** This many wrong passwords for one address, within this many milliseconds, stop further attempts. */
const MAX_FAILURES = 10;
const WINDOW_MS = 15 * 60_000;

/** The sentence that a user reads when an attempt is `limited`. */
export const TOO_MANY_ATTEMPTS = 'Too many wrong passwords for this address. Try again in 15 minutes.';

/**
 * Runs an attempt to sign in, unless too many have failed for this address recently. Unfinished attempts in this
 * process count as failed, so that many attempts at once cannot exceed the limit.
 * @param attempt must not resolve before a failure is in the view.
 */
export async function withinLimit<Result>(
  address: string,
  attempt: () => Promise<Result>,
): Promise<Result | 'limited'> {
  const id = await addressIdOf(address);
  const unfinished = oncePerProcess('attempts to sign in', () => new Map<string, number>());
  const others = unfinished.get(id) ?? 0;
  unfinished.set(id, others + 1);
  try {
    return others + (await recentFailures(id)) >= MAX_FAILURES ? 'limited' : await attempt();
  } finally {
    const left = (unfinished.get(id) ?? 1) - 1;
    if (left > 0) unfinished.set(id, left);
    else unfinished.delete(id);
  }
}

async function recentFailures(id: string): Promise<number> {
  const [failures] = await queryPrimary(
    views.selectFrom('user_credentials_sign_in_failures').where('addressId', '=', id).select('failedAt'),
  );
  const since = Date.now() - WINDOW_MS;
  return failures?.failedAt.filter((at) => at.getTime() > since).length ?? 0;
}
