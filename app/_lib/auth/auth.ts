import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import type { AuthOptions } from 'next-auth';
import { encode, type JWT } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { SESSION_DAYS } from '@/workers/identity/contract';
import { checkCredentials } from './credentials';
import { environment } from '@/app/_lib/environment';
import { secret } from './keyed';
import { recordSignIn, recordSignOut } from './record-session';
import { returnTo } from './return-to';

declare module 'next-auth' {
  interface Session {
    userId: string;
    sessionHash: string;
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    /** Random. The message store has only its hash, so that no token can be made from what is read there. */
    sessionId?: string;
  }
}

const MAX_AGE_SECONDS = SESSION_DAYS * 24 * 3600;
const isHttps = environment.siteUrl.startsWith('https:');

/** The name of next-auth's session cookie. */
export const sessionCookie = {
  name: `${isHttps ? '__Secure-' : ''}next-auth.session-token`,
  options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps },
} as const;

/** next-auth's settings. A function, because the secret is missing while the site is built. */
export function authOptions(): AuthOptions {
  return {
    secret: secret(),
    useSecureCookies: isHttps,
    session: { strategy: 'jwt', maxAge: MAX_AGE_SECONDS },
    cookies: { sessionToken: { name: sessionCookie.name, options: { ...sessionCookie.options } } },
    pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize,
      }),
    ],
    callbacks: {
      // next-auth's default throws at an invalid address. The site's forms redirect by themselves.
      redirect: ({ url, baseUrl }) => `${baseUrl}${returnTo(String(url).replace(baseUrl, ''), '/')}`,
      // `user` is set only when a session begins.
      jwt: async ({ token, user }) => (user ? beginToken(user.id) : token),
      session: ({ session, token }) => ({
        expires: session.expires,
        userId: token.sub ?? '',
        sessionHash: hashOf(token),
      }),
    },
    events: {
      async signOut({ token }) {
        if (token.sub && token.sessionId) await recordSignOut(token.sub, hashOf(token));
      },
    },
    logger: {
      error(code, details) {
        // A forged, truncated or expired token means that nobody is signed in, and is not an error.
        if (code !== 'JWT_SESSION_ERROR') console.error(`next-auth: ${code}`, details);
      },
      warn: (code) => console.warn(`next-auth: ${code}`),
    },
  };
}

const credentials = z.object({ email: z.string(), password: z.string() });

/** next-auth passes on everything that the request had in it, and sends the client the message of every error. */
async function authorize(given: unknown): Promise<{ id: string } | null> {
  const { data } = credentials.safeParse(given);
  if (!data) return null;
  const checked = await checkCredentials(data.email, data.password).catch((error: unknown) => {
    console.error('Could not sign in:', error);
    throw new Error('unavailable');
  });
  return typeof checked === 'object' ? { id: checked.userId } : null;
}

/** A new session of this person: what next-auth's credentials callback would put into the cookie. */
export async function newSession(userId: string): Promise<{ value: string; maxAge: number }> {
  const value = await encode({ token: await beginToken(userId), secret: secret(), maxAge: MAX_AGE_SECONDS });
  return { value, maxAge: MAX_AGE_SECONDS };
}

/** @throws when the message store does not take the record: there is no session that is not in the log. */
async function beginToken(userId: string): Promise<JWT> {
  const token = { sub: userId, sessionId: randomBytes(32).toString('base64url') };
  await recordSignIn(userId, hashOf(token));
  return token;
}

function hashOf({ sessionId }: JWT): string {
  return createHash('sha256')
    .update(sessionId ?? '')
    .digest('hex');
}
