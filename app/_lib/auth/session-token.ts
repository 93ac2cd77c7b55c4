import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import { encode, type JWT } from 'next-auth/jwt';
import { environment } from '@/app/_lib/environment';
import { SESSION_DAYS } from '@/workers/identity/contract';
import { secret } from './keyed';
import { recordSignIn } from './sign-in-commands';

declare module 'next-auth/jwt' {
  interface JWT {
    /** Random. The message store has only its hash, so nobody can make a token from what they read there. */
    sessionId?: string;
  }
}

export const MAX_AGE_SECONDS = SESSION_DAYS * 24 * 3600;

const isHttps = environment.siteUrl.startsWith('https:');

/** The name and the options of next-auth's session cookie. */
export const sessionCookie = {
  name: `${isHttps ? '__Secure-' : ''}next-auth.session-token`,
  options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps },
} as const;

/**
 * Begins a session of a user.
 * @returns the value that next-auth's credentials callback would put into the cookie.
 */
export async function newSession(userId: string): Promise<{ value: string; maxAge: number }> {
  const value = await encode({ token: await beginToken(userId), secret: secret(), maxAge: MAX_AGE_SECONDS });
  return { value, maxAge: MAX_AGE_SECONDS };
}

/**
 * Makes the token of a new session, and records the session.
 * @throws if the message store refuses the record, because each session must be in the log.
 */
export async function beginToken(userId: string): Promise<JWT> {
  const token = { sub: userId, sessionId: randomBytes(32).toString('base64url') };
  await recordSignIn(userId, hashOf(token));
  return token;
}

/** Returns the hash that names a session in messages. */
export function hashOf({ sessionId }: JWT): string {
  return createHash('sha256')
    .update(sessionId ?? '')
    .digest('hex');
}
