import 'server-only';
import type { SecondFactor } from '@/workers/identity/contract';
import { normaliseEmail } from '@/personal-data/address';
import { countHere, isLimited } from './client-limits';
import { authenticatorOf, checkSecondFactor } from './second-factor';
import { recordSignInFailure } from './sign-in-commands';
import { withinLimit } from './sign-in-limit';

/**
 * Checks what somebody enters beside their right password, if their account needs it. Wrong codes count as wrong passwords of
 * the address do, on every browser.
 * @param person.address as typed.
 */
export async function checkSecondStep(
  { userId, address }: { readonly userId: string; readonly address: string },
  typed: string,
): Promise<{ secondFactor?: SecondFactor } | 'wrong' | 'limited'> {
  const email = normaliseEmail(address);
  const app = await authenticatorOf(userId);
  if (!app?.isEnabled) return {};
  if (await isLimited('wrong passwords')) return 'limited';
  return withinLimit(email, async () => {
    const secondFactor = checkSecondFactor(userId, app, typed);
    if (secondFactor) return { secondFactor };
    await countHere('wrong passwords');
    await recordSignInFailure(email);
    return 'wrong';
  });
}
