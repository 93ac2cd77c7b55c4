import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { normaliseEmail } from '@/personal-data/address';
import { openSealed } from '../_lib/auth/open-sealed';
import { cookieName, KNOWN_BROWSER } from '../_lib/auth/session-cookie';
import { cookieOf } from '../_lib/http/cookie-of';
import { parseJson } from '../_lib/http/parse-json';
import type { Limit } from '../_lib/limits/limits';
import { networkOf } from '../_lib/limits/network';
import { knownFull, take, type Full, type Taking } from '../_lib/limits/take';
import type { Reply } from './reply';

/** The limits of networks that a form takes from, by its address. */
const FORMS: Readonly<Record<string, readonly Limit[]>> = {
  '/register': ['registrations from a network', 'mails from a network'],
  '/forgot': ['password links from a network', 'mails from a network'],
};
const SIGN_IN = ['/sign-in', '/api/auth/callback/credentials'];
/** The longest form to sign in that is looked into, in bytes. */
const FORM_MAX = 16 * 1024;

/** How long a refusal waits, in milliseconds: a flood on a few connections then costs next to nothing. */
const REFUSING_MS = 1000;

/**
 * Returns the refusal of a request that has reached a limit, before it is rendered: of a search, and of a form whose limit is known
 * in this process to be full. A form with scripts only waits as long: its action tells the sentence, and renders nothing.
 */
export async function limitedReply(request: IncomingMessage, body: Buffer | null): Promise<Reply | null> {
  const full = request.method === 'POST' ? await fullForm(request, body) : await fullSearch(request);
  if (!full) return null;
  await delay(REFUSING_MS);
  // Next reads the header of forms alone.
  if (request.method === 'POST' && request.headers['next-action'] !== undefined) return null;
  return { status: 429, text: full.sentence, headers: { 'Retry-After': String(full.seconds) } };
}

async function fullForm({ url, headers }: IncomingMessage, body: Buffer | null): Promise<Full | null> {
  const path = url!.split('?', 1)[0]!;
  const network = networkOf(headers);
  if (!SIGN_IN.includes(path)) return firstFull((FORMS[path] ?? []).map((limit) => [limit, network]));
  const full = firstFull([
    ['wrong passwords from a network', network],
    ['wrong passwords for an address', addressIn(headers['content-type'], body)],
  ]);
  // Wrong passwords of others keep nobody out on a known browser. Only this site makes its mark.
  const mark = full && cookieOf(headers.cookie, cookieName(KNOWN_BROWSER));
  return mark !== null && (await openSealed(KNOWN_BROWSER, mark)) ? null : full;
}

function firstFull(takings: readonly Taking[]): Full | null {
  return takings.map((taking) => knownFull(...taking)).find((full) => full !== null) ?? null;
}

/** Returns the address in a form to sign in, as the limit of the address has it, or null. */
function addressIn(type = '', body: Buffer | null): string | null {
  if (body === null || body.length > FORM_MAX) return null;
  const text = body.toString();
  const email = type.startsWith('multipart/')
    ? /name="(?:\w*_)?email"\r\n\r\n([^\r]*)/.exec(text)?.[1]
    : type.startsWith('application/json')
      ? (parseJson(text) as { email?: unknown } | null | undefined)?.email
      : new URLSearchParams(text).get('email');
  return typeof email === 'string' ? normaliseEmail(email) : null;
}

/** A search reads from a replica too, so it goes on while the database that counts cannot be asked. */
async function fullSearch({ url, headers }: IncomingMessage): Promise<Full | null> {
  const [path, query = ''] = url!.split('?', 2);
  if (path !== '/search' || !new URLSearchParams(query).get('q')) return null;
  return take(['searches from a network', networkOf(headers)]).catch((error: unknown) => {
    console.error('Could not count a search:', error);
    return null;
  });
}
