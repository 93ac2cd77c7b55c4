import 'server-only';
import { sql } from 'kysely';
import { EMAIL_MAX, normaliseEmail } from '@/personal-data/address';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { isKnownBrowser } from './known-browser';
import { passwordIdOf, verifyPassword } from './password';
import { PASSWORD_MAX } from './password-rules';
import { recordSignInFailure } from './sign-in-commands';
import { withinLimit } from './sign-in-limit';

/** The result of a check of an address and a password. `passwordId` names the one that was right. */
export type Checked = { userId: string; passwordId: string } | 'wrong' | 'limited';

/**
 * Finds the user with this address and password. An unknown address takes the same work as a wrong password, leaves the
 * same record, and has the same limit (`withinLimit`), except for browsers on which the password was right before.
 */
export async function checkCredentials(email: string, password: string): Promise<Checked> {
  const address = normaliseEmail(email);
  // Postgres refuses NUL in text.
  if (address.length > EMAIL_MAX || address.includes('\0') || password === '' || password.length > PASSWORD_MAX)
    return 'wrong';
  const [account] = await queryPrimary(
    statement(sql<Account>`SELECT user_id, password_hash FROM view.password_of(${address})`),
  );
  const attempt = () => check(account, address, password);
  const isKnown = account && (await isKnownBrowser(account.userId, passwordIdOf(account.passwordHash)));
  return isKnown ? attempt() : withinLimit(address, attempt);
}

interface Account {
  userId: string;
  passwordHash: string;
}

async function check(account: Account | undefined, address: string, password: string): Promise<Checked> {
  if ((await verifyPassword(account?.passwordHash ?? null, password)) && account)
    return { userId: account.userId, passwordId: passwordIdOf(account.passwordHash) };
  await recordSignInFailure(address);
  return 'wrong';
}
