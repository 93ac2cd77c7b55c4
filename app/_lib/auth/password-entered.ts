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

/** What a form says when that was too long ago. */
export const ENTERED_TOO_LONG_AGO = 'That took too long. Reload the page and enter your password again.';

/** Returns what a person has entered lately in this browser's session; null if nothing. */
export async function enteredNow(userId: string) {
  const [entered, session] = [await passwordEntered.read(), await currentSession()];
  return entered?.userId === userId && entered.sessionHash === session?.sessionHash ? entered : null;
}
