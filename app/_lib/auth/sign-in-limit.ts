import 'server-only';
import { queryPrimary } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { SIGN_IN_FAILURES_MAX, SIGN_IN_FAILURES_MINUTES } from '@/workers/identity/contract';

const WINDOW_MS = SIGN_IN_FAILURES_MINUTES * 60_000;

/** The sentence that a user reads when an attempt is `limited`. */
export const TOO_MANY_ATTEMPTS = `Too many wrong passwords. Try again in ${SIGN_IN_FAILURES_MINUTES} minutes, or choose a new one with “Forgot your password?”.`;

/**
 * Runs an attempt to sign in, unless too many have failed for this address recently, or for this account at the second step. Unfinished attempts in this
 * process count as failed, so that many attempts at once do not exceed the limit.
 * @param attempt resolves after its failure is in the view, or after a second: while `identity` or the aggregator is
 *   down, failures are not counted (decision 040).
 */
export async function withinLimit<Result>(id: string, attempt: () => Promise<Result>): Promise<Result | 'limited'> {
  const unfinished = oncePerProcess('attempts to sign in', () => new Map<string, number>());
  const others = unfinished.get(id) ?? 0;
  unfinished.set(id, others + 1);
  try {
    return others + (await recentFailures(id)) >= SIGN_IN_FAILURES_MAX ? 'limited' : await attempt();
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
