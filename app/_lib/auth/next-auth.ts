import 'server-only';
import type { AuthOptions, User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import type { SecondFactor } from '@/workers/identity/contract';
import { checkCredentials } from './check-credentials';
import { arriveFromElsewhere } from './elsewhere/arrive';
import { checkCookies, elsewhereProviders, PROVIDER_ID } from './elsewhere/provider';
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
    cookies: { sessionToken: { name: sessionCookie.name, options: { ...sessionCookie.options } }, ...checkCookies },
    pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        authorize,
      }),
      ...elsewhereProviders(),
    ],
    callbacks: {
      // next-auth's default throws for an invalid address. The site's forms redirect by themselves.
      redirect: ({ url, baseUrl }) => `${baseUrl}${returnTo(String(url).replace(baseUrl, ''), '/')}`,
      // Who comes from elsewhere gets the session, if they do, from the site: next-auth only leads them on.
      signIn: ({ account, profile }) => (account?.provider === PROVIDER_ID ? arriveFromElsewhere(profile) : true),
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
        if (code === 'JWT_SESSION_ERROR') return;
        if (code.includes('OAUTH')) warnOfProvider(code, details);
        else console.error(`next-auth: ${code}`, details);
      },
      warn: (code) => console.warn(`next-auth: ${code}`),
    },
  };
}

/** Logs the message of an error of a provider as one line. The error itself holds tokens and claims. */
function warnOfProvider(code: string, details: unknown): void {
  const error = details instanceof Error ? details : (details as { error?: unknown } | null)?.error;
  const message = error instanceof Error ? error.message : '';
  // Somebody has cancelled.
  if (message === 'access_denied') return;
  // It may hold what the provider has to send back.
  console.warn(`next-auth: ${code}: ${JSON.stringify(message.replaceAll(/[\w-]{40,}/g, '…').slice(0, 300))}`);
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
