import 'server-only';
import { normaliseEmail } from '@/workers/identity/contract';
import { query } from './database';
import { verifyPassword } from './password';
import { PASSWORD_MAX } from './password-rules';
import { recordSignInFailure } from './record-session';

const EMAIL_MAX = 254;

/**
 * Who has this address and this password, or null. An unknown address takes the same work as a wrong password, and
 * leaves the same record.
 */
export async function checkCredentials(email: string, password: string): Promise<string | null> {
  const address = normaliseEmail(email);
  if (address === '' || address.length > EMAIL_MAX || password === '' || password.length > PASSWORD_MAX) return null;
  const [account] = await query<{ userId: string; passwordHash: string }>(
    `SELECT user_id AS "userId", password_hash AS "passwordHash" FROM view.user_credentials WHERE email = $1`,
    [address],
  );
  if (await verifyPassword(account?.passwordHash ?? null, password)) return account?.userId ?? null;
  await recordSignInFailure(address);
  return null;
}
