import 'server-only';
import { z } from 'zod';
import { sealedCookie } from './sealed-cookie';

export const PENDING_SIGN_IN_MINUTES = 10;

/** Whose right password was entered on this browser, and which it was, while the second step of signing in is missing. */
export const pendingSignIn = sealedCookie(
  'sign-in-step',
  z.object({ userId: z.string(), passwordId: z.string(), email: z.string() }),
  PENDING_SIGN_IN_MINUTES,
);
