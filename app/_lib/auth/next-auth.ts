import 'server-only';
import type { AuthOptions, User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import type { SecondFactor } from '@/workers/identity/contract';
import { checkCredentials } from './check-credentials';
import { checkSecondStep } from './second-step';
import { secret } from './keyed';
import { returnTo } from './return-to';
import { hashOf, sessionCookie } from './session-cookie';
import { beginToken, MAX_AGE_SECONDS } from './session-token';
import { recordSignOut } from './sign-in-commands';

declare module 'next-auth' {
  interface Session {
    userId: string;
    sessionHash: string;
  }
  interface User {
    passwordId?: string;
    secondFactor?: SecondFactor;
  }
}

/** Returns next-auth's settings. It is a function because the secret is missing while the site is built. */
export function authOptions(): AuthOptions {
  return {
    secret: secret(),
    useSecureCookies: sessionCookie.options.secure,
    session: { strategy: 'jwt', maxAge: MAX_AGE_SECONDS },
    cookies: { sessionToken: { name: sessionCookie.name, options: { ...sessionCookie.options } } },
    pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        authorize,
      }),
    ],
    callbacks: {
      // next-auth's default throws for an invalid address. The site's forms redirect by themselves.
      redirect: ({ url, baseUrl }) => `${baseUrl}${returnTo(String(url).replace(baseUrl, ''), '/')}`,
      // `user` is set only when a session begins.
      jwt: async ({ token, user }) =>
        user ? beginToken({ userId: user.id, passwordId: user.passwordId, secondFactor: user.secondFactor }) : token,
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

const credentials = z.object({ email: z.string(), password: z.string(), code: z.string().catch('') });

/**
 * Checks the credentials of a sign-in. next-auth passes on everything in the request, and sends the client the message
 * of every error.
 */
async function authorize(input: unknown): Promise<User | null> {
  const { data } = credentials.safeParse(input);
  if (!data) return null;
  return check(data).catch((error: unknown) => {
    console.error('Could not sign in:', error);
    throw new Error('unavailable');
  });
}

async function check({ email, password, code }: z.output<typeof credentials>): Promise<User | null> {
  const checked = await checkCredentials(email, password);
  if (typeof checked === 'string') return null;
  const { userId: id, passwordId } = checked;
  const secondStep = await checkSecondStep(id, code);
  return typeof secondStep === 'string' ? null : { id, passwordId, ...secondStep };
}
