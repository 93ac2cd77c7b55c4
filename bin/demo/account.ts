import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { addressFingerprint } from '@/personal-data/address';
import { KEY_BYTES, encryptFields } from '@/personal-data/encryption';
import { hashOfToken } from '@/text/hash-of-token';
import { identity } from '@/workers/identity/contract';
import type { Creator } from './catalogue';
import { send, waitForRow, type RunningSite } from './running-site';

export interface Account {
  userId: string;
  email: string;
  password: string;
  /** The Cookie header of a signed-in session. */
  cookie: string;
}

/** Registers the creator, unless they have an account, and signs in. */
export async function openAccount(site: RunningSite, creator: Pick<Creator, 'name' | 'email'>): Promise<Account> {
  // Derived from the site's secret: the same each time, so that the demo can be run again, and impossible to guess.
  const password = createHmac('sha256', site.secret).update(`demo ${creator.email}`).digest('base64url').slice(0, 16);
  const known = await site.store.pool.query<{ user_id: string }>('SELECT user_id FROM view.password_of($1)', [
    creator.email,
  ]);
  const userId = known.rows[0]?.user_id ?? (await register(site, creator, password));
  return { userId, email: creator.email, password, cookie: await signIn(site, creator.email, password) };
}

async function register(
  site: RunningSite,
  creator: Pick<Creator, 'name' | 'email'>,
  password: string,
): Promise<string> {
  const { pool } = site.store;
  const [userId, key, token] = [randomUUID() as string, randomBytes(KEY_BYTES), randomUUID()];
  const tokenHash = hashOfToken(token);
  const { RequestRegistration, Register } = identity.commands;
  await pool.query('SELECT personal.keep_key($1, $2)', [userId, key]);
  const { rows } = await pool.query<{ id: string }>('SELECT personal.address_id($1) AS id', [
    addressFingerprint(creator.email),
  ]);
  const addressId = rows[0]!.id;
  const { name, email } = creator;
  const passwordHash = await hash(password);
  const link = { userId, addressId, tokenHash, ...encryptFields(key, userId, { email, token }) };
  const account = { userId, addressId, tokenHash, ...encryptFields(key, userId, { email, name, passwordHash }) };
  const stream = identity.commandStream(addressId);
  // As if the mail with the link had been opened.
  await send(site, stream, RequestRegistration(link));
  await send(
    site,
    stream,
    Register({ ...account, passwordId: createHash('sha256').update(passwordHash).digest('hex') }),
  );
  await waitForRow(
    site,
    userId,
    `${creator.name}'s account`,
    'SELECT 1 AS found FROM view.user_credentials WHERE user_id = $1',
    [userId],
    30_000,
  );
  return userId;
}

/** Signs in through the site's own endpoint. @returns the session as a Cookie header. */
async function signIn(site: RunningSite, email: string, password: string): Promise<string> {
  const cookies = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
  };
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  const csrf = await fetch(new URL('/api/auth/csrf', site.url));
  keep(csrf);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(new URL('/api/auth/callback/credentials', site.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: header() },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  });
  keep(response);
  if (!response.ok) throw new Error(`${email} could not sign in: ${response.status}`);
  return header();
}
