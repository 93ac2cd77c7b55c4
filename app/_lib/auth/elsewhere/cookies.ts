import 'server-only';
import { z } from 'zod';
import { sealedCookie } from '../sealed-cookie';

const MINUTES = 15;

/** Why somebody goes to the provider from this browser: to sign in, or to connect their account. And where they go after it. */
export const elsewhereFlow = sealedCookie(
  'elsewhere-flow',
  z.object({ next: z.string(), connectTo: z.string().nullable() }),
  MINUTES,
);
export type ElsewhereFlow = NonNullable<Awaited<ReturnType<typeof elsewhereFlow.read>>>;

/** The address at the provider to which a browser goes next. */
export const elsewhereAddress = sealedCookie('elsewhere-address', z.object({ url: z.string() }), MINUTES);

/**
 * Somebody has signed in at the provider on this browser, no account has their identity, and the provider knows that the address is
 * theirs. They enter the password of the account of this address, or register. `token` is random.
 */
export const arrivedIdentity = sealedCookie(
  'elsewhere-identity',
  z.object({
    externalId: z.string(),
    issuer: z.string(),
    email: z.string(),
    name: z.string(),
    token: z.uuid(),
    next: z.string(),
  }),
  60,
);
