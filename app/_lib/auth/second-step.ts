import 'server-only';
import type { SecondFactor } from '@/workers/identity/contract';
import { forget, take } from '@/app/_lib/limits/take';
import { authenticatorOf, checkSecondFactor } from './second-factor';
import { recordSignInFailure } from './sign-in-commands';

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
  // It counts as wrong before it is checked, so that many at once do not exceed the limit.
  const ofAccount = ['wrong codes for an account', userId] as const;
  if (await take(ofAccount)) return 'limited';
  const secondFactor = checkSecondFactor(userId, app, typed);
  if (!secondFactor) {
    await recordSignInFailure(userId);
    return 'wrong';
  }
  await forget(ofAccount);
  return { secondFactor };
}
