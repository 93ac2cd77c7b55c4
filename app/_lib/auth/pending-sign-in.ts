import 'server-only';
import { z } from 'zod';
import { sealedCookie } from './sealed-cookie';

export const PENDING_SIGN_IN_MINUTES = 10;

/**
 * A sign-in on this browser that still needs its second step: the account, and the password or the identity elsewhere that was
 * checked. And the identity elsewhere that is connected after it.
 */
export const pendingSignIn = sealedCookie(
  'sign-in-step',
  z.object({
    userId: z.string(),
    passwordId: z.string().optional(),
    externalId: z.string().optional(),
    email: z.string(),
    link: z.object({ externalId: z.string(), issuer: z.string(), linkId: z.string() }).optional(),
  }),
  PENDING_SIGN_IN_MINUTES,
);
