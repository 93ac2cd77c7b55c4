import 'server-only';
import { z } from 'zod';
import { sealedCookie } from './sealed-cookie';

/** Somebody has entered their password once more on this browser, so that they may add and remove passkeys for a while. */
export const passwordEntered = sealedCookie('password-entered', z.object({ userId: z.string() }), 15);
