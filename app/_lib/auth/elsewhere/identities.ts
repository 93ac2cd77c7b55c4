import 'server-only';
import { sql } from 'kysely';
import { queryPrimary, queryPrimaryAs } from '@/app/_lib/queries/database';
import { statement, views } from '@/app/_lib/queries/views';

/** Returns the account that has an identity elsewhere, and its address; null if none has. */
export async function accountOfIdentity(externalId: string): Promise<{ userId: string; email: string } | null> {
  const [found] = await queryPrimary(
    views.selectFrom('user_credentials_external_identities').where('externalId', '=', externalId).select('userId'),
  );
  if (!found) return null;
  const [account] = await queryPrimaryAs(
    found,
    views.selectFrom('user_credentials').where('userId', '=', found.userId).select(['userId', 'email']),
  );
  return account ?? null;
}

/** Returns whether an account has this address. @param email normalised. */
export async function accountOfAddress(email: string): Promise<boolean> {
  const rows = await queryPrimary(statement(sql<{ userId: string }>`SELECT user_id FROM view.password_of(${email})`));
  return rows.length > 0;
}

/** Returns the identity of an account at this provider; null if it has none. */
export async function identityOf(userId: string, issuer: string) {
  const [identity] = await queryPrimary(
    views
      .selectFrom('user_credentials_external_identities')
      .where('userId', '=', userId)
      .where('issuer', '=', issuer)
      .select(['externalId', 'linkId', 'linkedAt']),
  );
  return identity ?? null;
}

/** Returns whether an account has this identity. */
export async function isLinked(userId: string, externalId: string): Promise<boolean> {
  return (await accountOfIdentity(externalId))?.userId === userId;
}
