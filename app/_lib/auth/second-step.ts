import 'server-only';
import type { SecondFactor } from '@/workers/identity/contract';
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
  return withinLimit(userId, async () => {
    const secondFactor = checkSecondFactor(userId, app, typed);
    if (secondFactor) return { secondFactor };
    await recordSignInFailure(userId);
    return 'wrong';
  });
}
