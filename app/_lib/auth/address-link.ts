import 'server-only';
import { sql } from 'kysely';
import { z } from 'zod';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { hashOfToken } from '@/text/hash-of-token';

/** The token in a link that was mailed to an address. */
export const addressToken = z.uuid().toLowerCase();

/** A link with which a person can prove now that an address is theirs. */
export interface AddressLink {
  readonly addressId: string;
  readonly email: string;
  /** By which messages name the link. */
  readonly tokenHash: string;
}

/**
 * Returns the link of an account, or of an account to come, that has this token. Null for one that was used, has expired, was
 * replaced by a newer one, or never existed.
 */
export async function addressLinkOf(userId: string, token: string): Promise<AddressLink | null> {
  const tokenHash = hashOfToken(token);
  const [found] = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('user_credentials_address_links')
      .where('userId', '=', userId)
      .where('tokenHash', '=', tokenHash)
      .where('expiresAt', '>', sql<Date>`now()`)
      .select(['addressId', 'email']),
  );
  return found ? { ...found, tokenHash } : null;
}
