import 'server-only';
import { normaliseEmail } from '@/personal-data/address';
import { isProven, signInNeedsProof } from '@/app/_lib/limits/proof-of-work';
import { forget, giveBack, knownFull, take, type Taking } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';

/** In place of a proof of work: who has a session is no stranger. */
export const SIGNED_IN = Symbol('signed in');

/** A try of a password that may be made. */
export interface Try {
  /** It does not count, because the password was right. */
  readonly giveBack: () => Promise<void>;
}

/**
 * Counts a try of a password as wrong before it is made, so that many at once do not exceed the limits: of the address,
 * registered or not, and of the network, which may try one password on many addresses. A known browser has a limit of its own, so
 * that others keep nobody out there. When it has reached that, it is like any other.
 * @param browserId of the browser, if it is known for the account.
 * @returns why it may not be made: a limit is reached, or the network needs a proof of work.
 * @throws if the database cannot be asked. Then no password may be tried.
 */
export async function beginTry(
  email: string,
  browserId: string | null,
  proof: unknown,
): Promise<Try | 'limited' | 'unproven'> {
  const ofBrowser = ['wrong passwords on a known browser', browserId] as const;
  if (browserId !== null && !(await take(ofBrowser))) return tryOf(ofBrowser);
  const network = await thisNetwork();
  const ofNetwork = ['wrong passwords from a network', network] as const;
  if (knownFull(...ofNetwork)) return 'limited';
  const isStranger = proof !== SIGNED_IN;
  if (isStranger && (await signInNeedsProof(network)) && !(await isProven('sign-in', proof))) return 'unproven';
  const ofAddress = ['wrong passwords for an address', normaliseEmail(email)] as const;
  return (await take(ofNetwork, ofAddress)) ? 'limited' : tryOf(ofNetwork, ofAddress);
}

function tryOf(...taken: readonly Taking[]): Try {
  return { giveBack: () => giveBack(...taken) };
}

/** Resets the counts of wrong passwords and codes of an account whose owner has chosen another password. */
export async function forgetTries({ userId, email }: { userId: string; email: string }): Promise<void> {
  await forget(['wrong passwords for an address', normaliseEmail(email)], ['wrong codes for an account', userId]);
}
