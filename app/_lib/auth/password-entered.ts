import 'server-only';
import { z } from 'zod';
import { currentSession } from './current-user';
import { sealedCookie } from './sealed-cookie';

/**
 * Somebody has entered this password once more in this session, so that for a while they may do what takes it: change passkeys and
 * connections, and have their data exported.
 */
export const passwordEntered = sealedCookie(
  'password-entered',
  z.object({ userId: z.string(), passwordId: z.string(), sessionHash: z.string() }),
  15,
);

/** Returns what this browser's session has entered lately; null if nothing. */
export async function enteredNow() {
  const [entered, session] = [await passwordEntered.read(), await currentSession()];
  return entered !== null && entered.sessionHash === session?.sessionHash ? entered : null;
}
