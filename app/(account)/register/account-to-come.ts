import 'server-only';
import { keyed, keyedUuid } from '@/app/_lib/auth/keyed';
import { hashPassword, passwordIdOf } from '@/app/_lib/auth/password';
import type { NewLink } from '@/app/_lib/auth/elsewhere/link-identity';
import type { AddressLink } from '@/app/_lib/auth/address-link';
import { KEY_BYTES, encryptFields } from '@/personal-data/encryption';
import { hashOfToken } from '@/text/hash-of-token';
import { identity } from '@/workers/identity/contract';
import type { Chosen } from './finish/fields';

/** The account that a link will open, and the key that encrypts its person's data. */
export interface AccountToCome {
  readonly userId: string;
  readonly key: Buffer;
}

/** Derives the account from the token of its link, by a key that only the site has. */
export function accountToCome(token: string): AccountToCome {
  return { userId: keyedUuid('user', token), key: keyed('personal data', token).subarray(0, KEY_BYTES) };
}

/** Makes the command that sends a link with this token to an address. */
export function requestRegistration(token: string, { email, addressId }: { email: string; addressId: string }) {
  const { userId, key } = accountToCome(token);
  const encrypted = encryptFields(key, userId, { email, token });
  return identity.commands.RequestRegistration({ userId, addressId, ...encrypted, tokenHash: hashOfToken(token) });
}

/**
 * Makes the command that opens the account of a link, and the id of its password. Everything random is derived from the link and
 * what was typed, so a form that is sent twice makes the same command to the last byte.
 * @param external the identity elsewhere with which its person has come.
 */
export async function registerCommand(
  token: string,
  { email, addressId, tokenHash }: AddressLink,
  chosen: Chosen,
  external?: NewLink,
) {
  const { userId, key } = accountToCome(token);
  const { name, password, terms } = chosen;
  const passwordHash = await hashPassword(password, keyed('salt', token, name, password).subarray(0, 16));
  const passwordId = passwordIdOf(passwordHash);
  const encrypted = encryptFields(key, userId, { email, name, passwordHash });
  const command = identity.commands.Register(
    { userId, addressId, ...encrypted, passwordId, tokenHash, external, termsVersion: terms || undefined },
    { id: keyedUuid('register', token, name, password, terms) },
  );
  return { command, passwordId };
}
