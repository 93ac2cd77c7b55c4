import 'server-only';
import type { SecondFactor } from '@/workers/identity/contract';
import { keyedUuid } from './keyed';
import { authenticatorOf, checkSecondFactor } from './second-factor';
import { recordSignInFailure } from './sign-in-commands';
import { withinLimit } from './sign-in-limit';

/**
 * Checks what somebody enters after their right password, if their account needs it. Wrong codes have a limit of their own: to
 * reach it takes the password, so a stranger cannot keep the owner out.
 * @returns the second factor, or none for an account without two-step sign-in.
 */
export async function checkSecondStep(
  userId: string,
  typed: string,
): Promise<{ secondFactor?: SecondFactor } | 'wrong' | 'limited'> {
  const app = await authenticatorOf(userId);
  if (!app?.isEnabled) return {};
  // Failures are counted by the ids of addresses. No address has this one.
  const attemptsId = keyedUuid('attempts at the second step', userId);
  return withinLimit(attemptsId, async () => {
    const secondFactor = checkSecondFactor(userId, app, typed);
    if (secondFactor) return { secondFactor };
    await recordSignInFailure(attemptsId);
    return 'wrong';
  });
}
