import 'server-only';
import { cookies } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import { z } from 'zod';
import { secret } from './keyed';
import { sessionCookie } from './session-cookie';

const COOKIE = 'sign-in-step';
const MINUTES = 10;

/** Somebody who has entered the right password, and not yet their second factor. */
const pendingSignIn = z.object({ pendingUserId: z.string(), passwordId: z.string(), address: z.string() });
export type PendingSignIn = z.output<typeof pendingSignIn>;

/** Remembers on this browser, for some minutes, that the password was right. Only in a server action. */
export async function keepPendingSignIn(pending: PendingSignIn): Promise<void> {
  // It has no session, so it opens none.
  const value = await encode({ token: { ...pending }, secret: secret(), maxAge: MINUTES * 60 });
  (await cookies()).set(COOKIE, value, { ...sessionCookie.options, maxAge: MINUTES * 60 });
}

/** Returns whose password was right on this browser, or null. */
export async function pendingSignInHere(): Promise<PendingSignIn | null> {
  const cookie = (await cookies()).get(COOKIE);
  if (!cookie) return null;
  const token = await decode({ token: cookie.value, secret: secret() }).catch(() => null);
  return pendingSignIn.safeParse(token).data ?? null;
}

/** Only in a server action. */
export async function forgetPendingSignIn(): Promise<void> {
  (await cookies()).delete({ name: COOKIE, ...sessionCookie.options });
}
