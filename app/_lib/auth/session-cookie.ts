import 'server-only';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { decode, type JWT } from 'next-auth/jwt';
import { environment } from '@/app/_lib/environment';
import { secret } from './keyed';

declare module 'next-auth/jwt' {
  interface JWT {
    /** Random. The message store has only its hash, so nobody can make a token from what they read there. */
    sessionId?: string;
  }
}

const isHttps = environment.siteUrl.startsWith('https:');

/**
 * Returns the name of a cookie of this site. Over TLS, browsers take one with this prefix from this very host only, not from one
 * of its subdomains (RFC 6265bis, 4.1.3.2).
 */
export const cookieName = (name: string) => `${isHttps ? '__Host-' : ''}${name}`;

/** The name of the cookie with the mark of a known browser (`known-browser.ts`), without its prefix. */
export const KNOWN_BROWSER = 'known-browser';

/** The name of the session cookie over TLS before 2026-12. Sessions that began then go on. */
const EARLIER_NAME = '__Secure-next-auth.session-token';

/** The name and the options of next-auth's session cookie. */
export const sessionCookie = {
  name: cookieName('next-auth.session-token'),
  names: [cookieName('next-auth.session-token'), EARLIER_NAME],
  options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps },
} as const;

/** Returns the value of a request's session cookie, or null. @param valueOf returns that of any cookie. */
export function sessionValueIn(valueOf: (name: string) => string | null | undefined): string | null {
  return sessionCookie.names.map(valueOf).find((value) => typeof value === 'string') ?? null;
}

/** What a valid token says. Its session may have ended since. */
export interface Session {
  readonly userId: string;
  readonly sessionHash: string;
}

interface KnownToken {
  readonly session: Session;
  /** In seconds since 1970. */
  readonly expiresAt: number;
}

/** A token is valid for this much longer, in seconds, because clocks differ. next-auth has the same tolerance. */
const CLOCK_TOLERANCE_SECONDS = 15;

/**
 * Valid tokens that were read before, because to decrypt one takes 0.2 ms of CPU, a tenth of a page. Only this site can
 * make a valid token, so nobody else can fill it.
 */
const known = new LRUCache<string, KnownToken>({ max: 5_000 });

/** Reads the value of the session cookie. Returns null if this site has not made it, or it has expired. */
export async function readSessionCookie(value: string): Promise<Session | null> {
  const token = known.get(value) ?? (await decrypt(value));
  if (!token || token.expiresAt <= Math.floor(Date.now() / 1000) - CLOCK_TOLERANCE_SECONDS) return null;
  return token.session;
}

/** A forged, truncated or expired token means that nobody is signed in, and is not an error. */
async function decrypt(value: string): Promise<KnownToken | null> {
  const token = await decode({ token: value, secret: secret() }).catch(() => null);
  if (!token?.sub || !token.sessionId || typeof token.exp !== 'number') return null;
  const read = { session: { userId: token.sub, sessionHash: hashOf(token) }, expiresAt: token.exp };
  known.set(value, read);
  return read;
}

/** Returns the hash that names a session in messages. */
export function hashOf({ sessionId }: JWT): string {
  return createHash('sha256')
    .update(sessionId ?? '')
    .digest('hex');
}
