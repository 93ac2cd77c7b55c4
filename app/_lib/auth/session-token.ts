import 'server-only';
import { randomBytes } from 'node:crypto';
import { encode, type JWT } from 'next-auth/jwt';
import { SESSION_DAYS } from '@/workers/identity/contract';
import { secret } from './keyed';
import { hashOf } from './session-cookie';
import { recordSignIn, type SignIn } from './sign-in-commands';

export const MAX_AGE_SECONDS = SESSION_DAYS * 24 * 3600;

/**
 * Begins a session of a user.
 * @returns the value that next-auth's credentials callback would put into the cookie.
 */
export async function newSession(signIn: SignIn): Promise<{ value: string; maxAge: number }> {
  const value = await encode({
    token: await beginToken(signIn),
    secret: secret(),
    maxAge: MAX_AGE_SECONDS,
  });
  return { value, maxAge: MAX_AGE_SECONDS };
}

/**
 * Makes the token of a new session, and records the session.
 * @throws if the message store refuses the record, because each session must be in the log.
 */
export async function beginToken(signIn: SignIn): Promise<JWT> {
  const token = { sub: signIn.userId, sessionId: randomBytes(32).toString('base64url') };
  await recordSignIn(signIn, hashOf(token));
  return token;
}
