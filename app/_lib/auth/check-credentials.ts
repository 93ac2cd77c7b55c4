import 'server-only';
import { sql } from 'kysely';
import { EMAIL_MAX, normaliseEmail } from '@/personal-data/address';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { send } from '@/app/_lib/commands/send-command';
import { identity } from '@/workers/identity/contract';
import { addressIdOf } from './address-id';
import { knownBrowser, type KnownBrowser } from './known-browser';
import { keyed } from './keyed';
import { newPasswordOf } from './new-password';
import { isOutdated, passwordIdOf, verifyPassword } from './password';
import { PASSWORD_MAX } from './password-rules';
import { recordSignInFailure } from './sign-in-commands';
import { beginTry } from './wrong-tries';

/** The result of a check of an address and a password. `passwordId` names the one that was right. */
export type Checked = { userId: string; passwordId: string } | 'wrong' | 'limited' | 'unproven';

/**
 * Finds the user with this address and password. An unknown address takes the same work as a wrong password, leaves the
 * same record, and has the same limits (`wrong-tries.ts`).
 * @param proof of work, which a stranger may need (`proof-of-work.ts`); or SIGNED_IN.
 * @throws if the limits cannot be asked. Then no password is tried.
 */
export async function checkCredentials(email: string, password: string, proof: unknown = null): Promise<Checked> {
  const address = normaliseEmail(email);
  // Postgres refuses NUL in text.
  if (address.length > EMAIL_MAX || address.includes('\0') || password === '' || password.length > PASSWORD_MAX)
    return 'wrong';
  // Only this site makes marks. So a flood without one is refused before an account is looked for.
  const mark = await knownBrowser();
  const known = mark ? await accountOf(address) : undefined;
  const attempt = await beginTry(address, mark && known && isOf(mark, known) ? mark.browserId : null, proof);
  if (typeof attempt === 'string') return attempt;
  const checked = await check(mark ? known : await accountOf(address), address, password);
  if (checked !== 'wrong') await attempt.giveBack();
  return checked;
}

interface Account {
  userId: string;
  passwordHash: string;
}

async function accountOf(address: string): Promise<Account | undefined> {
  const [account] = await queryPrimary(
    statement(sql<Account>`SELECT user_id, password_hash FROM view.password_of(${address})`),
  );
  return account;
}

/** Returns whether a browser is known for an account with the password that it has now. */
function isOf(mark: KnownBrowser, { userId, passwordHash }: Account): boolean {
  return mark.userId === userId && mark.passwordId === passwordIdOf(passwordHash);
}

async function check(
  account: Account | undefined,
  address: string,
  password: string,
): Promise<Exclude<Checked, 'limited' | 'unproven'>> {
  if ((await verifyPassword(account?.passwordHash ?? null, password)) && account)
    return { userId: account.userId, passwordId: await renewHash(account, password) };
  await recordSignInFailure(await addressIdOf(address));
  return 'wrong';
}

/**
 * Hashes a right password again if its hash was made with other parameters than those of today. Commands that follow name the
 * new hash.
 * @returns the id of the password.
 */
async function renewHash({ userId, passwordHash }: Account, password: string): Promise<string> {
  const currentPasswordId = passwordIdOf(passwordHash);
  if (!isOutdated(passwordHash)) return currentPasswordId;
  try {
    // Of sign-ins at the same time, each makes the same hash, and so the same id.
    const salt = keyed('salt of a renewed hash', userId, currentPasswordId).subarray(0, 16);
    const renewed = await newPasswordOf(userId, password, salt);
    const command = identity.commands.RehashPassword({ ...renewed, currentPasswordId });
    await send(identity.commandStream(userId), command, { userId });
    return renewed.passwordId;
  } catch (error) {
    console.error('Could not renew the hash of a password:', error);
    return currentPasswordId;
  }
}
