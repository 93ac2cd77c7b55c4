import 'server-only';
import { sql } from 'kysely';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { hashOfToken } from '@/text/hash-of-token';
import { z } from 'zod';

/** What the link that was mailed has in its address. */
const parts = z.object({ user: z.uuid().toLowerCase(), token: z.string().min(20).max(200) });

/** A link with which a password can be replaced now. */
export interface ResetLink {
  readonly userId: string;
  /** By which messages name the link. */
  readonly tokenHash: string;
  /** The address of the account. */
  readonly email: string;
}

/**
 * Returns the link that the mail about a forgotten password had. Null for one that was used, has expired, was replaced by a
 * newer one, or never existed.
 */
export async function resetLinkOf(address: { user?: unknown; token?: unknown }): Promise<ResetLink | null> {
  const { data } = parts.safeParse(address);
  if (!data) return null;
  const link = { userId: data.user, tokenHash: hashOfToken(data.token) };
  // Who has the link may see the account as its person does.
  const [found] = await queryPrimaryAs(
    link,
    views
      .selectFrom('user_credentials_password_resets as reset')
      .innerJoin('user_credentials as account', 'account.userId', 'reset.userId')
      .where('reset.userId', '=', link.userId)
      .where('reset.tokenHash', '=', link.tokenHash)
      .where('reset.expiresAt', '>', sql<Date>`now()`)
      .select('account.email'),
  );
  return found ? { ...link, email: found.email } : null;
}
