import 'server-only';
import { z } from 'zod';
import { sealedCookie } from './sealed-cookie';

/**
 * The authenticator app that somebody sets up on this browser, after they have entered their password once more. Nobody else
 * knows its id before it is switched on, and so nobody can find out its secret by an open browser.
 */
export const twoStepSetUp = sealedCookie(
  'two-step-set-up',
  z.object({ userId: z.string(), authenticatorId: z.uuid() }),
  30,
);
