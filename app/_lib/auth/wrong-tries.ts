import 'server-only';
import { normaliseEmail } from '@/personal-data/address';
import { forget, giveBack, take, takenOf, type Taking } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';

/** A try of a password that may be made. */
export interface Try {
  /** The wrong passwords that the network of a stranger has entered. None on a known browser. */
  readonly networksWrong: () => Promise<number>;
  /** The password was right, so this try does not count. */
  readonly wasRight: () => Promise<void>;
}

/**
 * Counts a try of a password as wrong before it is made, so that many at once do not exceed the limits: of the address,
 * registered or not, and of the network, which may try one password on many addresses. A known browser has a limit of its own, so
 * that others keep nobody out there. When it has reached that, it is like any other.
 * @param browserId of the browser, if it is known for the account.
 * @returns null if a limit is reached.
 * @throws if the database cannot be asked. Then no password may be tried.
 */
export async function beginTry(email: string, browserId: string | null): Promise<Try | null> {
  const ofBrowser = ['wrong passwords on a known browser', browserId] as const;
  if (browserId !== null && !(await take(ofBrowser))) return tryOf([ofBrowser], null);
  const ofNetwork = ['wrong passwords from a network', await thisNetwork()] as const;
  const ofAddress = ['wrong passwords for an address', normaliseEmail(email)] as const;
  return (await take(ofNetwork, ofAddress)) ? null : tryOf([ofNetwork, ofAddress], ofNetwork);
}

function tryOf(taken: readonly Taking[], ofNetwork: Taking | null): Try {
  return {
    networksWrong: async () => (ofNetwork ? takenOf(...ofNetwork) : 0),
    wasRight: () => giveBack(...taken),
  };
}

/** Wrong passwords and codes of before count no more, because the owner has chosen another password. */
export async function forgetTries({ userId, email }: { userId: string; email: string }): Promise<void> {
  await forget(['wrong passwords for an address', normaliseEmail(email)], ['wrong codes for an account', userId]);
}
