import 'server-only';
import { sql } from 'kysely';
import { EMAIL_MAX, normaliseEmail } from '@/personal-data/address';
import { queryPrimary } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { send } from '@/app/_lib/commands/send-command';
import { identity } from '@/workers/identity/contract';
import { countForNetwork, isNetworkLimited } from './network-limits';
import { addressIdOf } from './address-id';
import { isKnownBrowser } from './known-browser';
import { keyed } from './keyed';
import { newPasswordOf } from './new-password';
import { isOutdated, passwordIdOf, verifyPassword } from './password';
import { PASSWORD_MAX } from './password-rules';
import { recordSignInFailure } from './sign-in-commands';
import { withinLimit } from './sign-in-limit';

/** The result of a check of an address and a password. `passwordId` names the one that was right. */
export type Checked = { userId: string; passwordId: string } | 'wrong' | 'limited';

/**
 * Finds the user with this address and password. An unknown address takes the same work as a wrong password, leaves the
 * same record, and has the same limits: of the address (`withinLimit`), and of the network, which may try one password on
 * many addresses. There is no limit on a browser on which the password was right before.
 */
export async function checkCredentials(email: string, password: string): Promise<Checked> {
  const address = normaliseEmail(email);
  // Postgres refuses NUL in text.
  if (address.length > EMAIL_MAX || address.includes('\0') || password === '' || password.length > PASSWORD_MAX)
    return 'wrong';
  const [account] = await queryPrimary(
    statement(sql<Account>`SELECT user_id, password_hash FROM view.password_of(${address})`),
  );
  const addressId = await addressIdOf(address);
  const attempt = () => check(account, addressId, password);
  const isKnown = account && (await isKnownBrowser(account.userId, passwordIdOf(account.passwordHash)));
  if (isKnown) return attempt();
  return (await isNetworkLimited('wrong passwords')) ? 'limited' : withinLimit(addressId, attempt);
}

interface Account {
  userId: string;
  passwordHash: string;
}

async function check(account: Account | undefined, addressId: string, password: string): Promise<Checked> {
  if ((await verifyPassword(account?.passwordHash ?? null, password)) && account)
    return { userId: account.userId, passwordId: await renewHash(account, password) };
  await countForNetwork('wrong passwords');
  await recordSignInFailure(addressId);
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
