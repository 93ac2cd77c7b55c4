import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sealedCookie } from './sealed-cookie';
import { KNOWN_BROWSER } from './session-cookie';

const YEAR_MINUTES = 365 * 24 * 60;

const mark = z.object({ userId: z.string(), passwordId: z.string(), browserId: z.uuid() });

/**
 * The mark of a browser on which a password of a user was right or chosen. Attempts from other browsers do not lock them out
 * there. Its own wrong passwords have a limit by `browserId`. An earlier password does not count.
 */
export type KnownBrowser = z.output<typeof mark>;

const cookie = sealedCookie(KNOWN_BROWSER, mark, YEAR_MINUTES);

/** Returns the mark of this browser, or null. Only this site can make one. */
export function knownBrowser(): Promise<KnownBrowser | null> {
  return cookie.read();
}

/** Remembers that this password of this user was right or chosen on this browser. Only in a server action. */
export async function rememberBrowser(userId: string, passwordId: string): Promise<void> {
  await cookie.keep({ userId, passwordId, browserId: randomUUID() });
}

/** Forgets who was known on this browser. Only in a server action. */
export async function forgetBrowser(): Promise<void> {
  await cookie.forget();
}
