import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { openSealed } from '../_lib/auth/open-sealed';
import { cookieName, KNOWN_BROWSER } from '../_lib/auth/session-cookie';
import { cookieOf } from '../_lib/http/cookie-of';
import type { Limit } from '../_lib/limits/limits';
import { networkOf } from '../_lib/limits/network';
import { knownFull, take, type Full } from '../_lib/limits/take';
import type { Reply } from './reply';

/** The limits of networks that a form takes from, by its address. */
const FORMS: Readonly<Record<string, readonly Limit[]>> = {
  '/sign-in': ['wrong passwords from a network'],
  '/api/auth/callback/credentials': ['wrong passwords from a network'],
  '/register': ['registrations from a network', 'mails from a network'],
  '/forgot': ['password links from a network', 'mails from a network'],
};

/** Until a refusal is sent, in milliseconds: a flood on a few connections then costs next to nothing. */
const REFUSING_MS = 1000;

/**
 * Returns the refusal of a request whose network has reached a limit, before it is read and rendered: of a search, and of a form
 * whose limit is known in this process to be full. A form with scripts gets the sentence from its action, which renders nothing.
 */
export async function limitedReply(request: IncomingMessage): Promise<Reply | null> {
  const full = request.method === 'POST' ? await fullForm(request) : await fullSearch(request);
  if (!full) return null;
  await delay(REFUSING_MS);
  return { status: 429, text: full.sentence, headers: { 'Retry-After': String(full.seconds) } };
}

async function fullForm({ url, headers }: IncomingMessage): Promise<Full | null> {
  const limits = FORMS[url!.split('?', 1)[0]!];
  if (!limits || headers['next-action'] !== undefined) return null;
  const network = networkOf(headers);
  const full = limits.map((limit) => knownFull(limit, network)).find((each) => each !== null) ?? null;
  // Wrong passwords of others keep nobody out on a known browser. Only this site makes its mark.
  if (full?.limit !== 'wrong passwords from a network') return full;
  const mark = cookieOf(headers.cookie, cookieName(KNOWN_BROWSER));
  return mark !== null && (await openSealed(KNOWN_BROWSER, mark)) ? null : full;
}

/** A search reads from a replica too, so it goes on while the database that counts cannot be asked. */
async function fullSearch({ url, headers }: IncomingMessage): Promise<Full | null> {
  if (!/^\/search\?(?:.*&)?q=[^&]/.test(url!)) return null;
  return take(['searches from a network', networkOf(headers)]).catch((error: unknown) => {
    console.error('Could not count a search:', error);
    return null;
  });
}
