import { announceMessages, type MessageStore } from '@message-db/client';
import { validate as isUuid } from 'uuid';
import { addressFingerprint } from '@/personal-data/address';
import { identity } from '@/workers/identity/contract';
import type { Terminal } from './terminal';
import { printable } from './text';
import { UsageError } from './usage-error';

/**
 * `ctl accounts deleted`: lists the ids of deleted accounts, one a line, oldest first. They contain no personal data.
 */
export async function listDeleted({ pool }: MessageStore, terminal: Terminal): Promise<number> {
  const { rows } = await pool.query<{ userId: string }>(
    `SELECT data->>'userId' AS "userId" FROM message_store.messages
     WHERE message_store.category(stream_name) = $1 AND type = 'AccountDeleted' ORDER BY global_position`,
    [identity.category],
  );
  for (const { userId } of rows) await terminal.say(userId);
  return 0;
}

/**
 * `ctl accounts delete`: sends identity the command to delete accounts, for people who cannot do it themselves, and
 * after a restore. Accepts ids without an account, because their registration may not be decided yet.
 * @param persons ids or addresses.
 */
export async function deleteAccounts(
  store: MessageStore,
  terminal: Terminal,
  persons: readonly string[],
  { yes }: { readonly yes?: boolean },
): Promise<number> {
  const given = await Promise.all(
    persons.map((person) => (isUuid(person) ? person.toLowerCase() : accountOf(store, person))),
  );
  const deleted = await deletedAmong(store, given);
  const remaining = [...new Set(given)].filter((userId) => !deleted.has(userId));
  if (deleted.size > 0)
    terminal.note(`${accounts(deleted.size)} ${deleted.size === 1 ? 'is' : 'are'} deleted already.`);
  if (remaining.length === 0) return 0;
  if (!yes) {
    if (!terminal.confirm) throw new UsageError('Deleted accounts cannot be restored: add --yes to confirm.');
    if (!(await terminal.confirm(`Delete ${accounts(remaining.length)} for good?`))) {
      terminal.note('Nothing was deleted.');
      return 1;
    }
  }
  for (const userId of remaining)
    await store.write(identity.commandStream(userId), identity.commands.DeleteAccount({ userId }));
  await announceMessages(store.pool, [identity.commandCategory]);
  await terminal.say(`✓ ${accounts(remaining.length)} will be deleted, as soon as identity runs.`);
  return 0;
}

/** Returns the account that has an address, from the messages. @throws {UsageError} if there is none. */
async function accountOf({ pool }: MessageStore, address: string): Promise<string> {
  const { rows } = await pool.query<{ type: string; userId: string }>(
    `SELECT type, data->>'userId' AS "userId" FROM message_store.messages
     WHERE stream_name = $1 || personal.address_id($2) AND type IN ('AddressClaimed', 'AddressReleased')
     ORDER BY position DESC LIMIT 1`,
    [`${identity.category}-`, addressFingerprint(address)],
  );
  if (rows[0]?.type === 'AddressClaimed') return rows[0].userId;
  throw new UsageError(`No account has the id or address ${printable(address)}.`);
}

async function deletedAmong({ pool }: MessageStore, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ userId: string }>(
    `SELECT DISTINCT data->>'userId' AS "userId" FROM message_store.messages
     WHERE stream_name = ANY ($1) AND type = 'AccountDeleted'`,
    [userIds.map((userId) => identity.stream(userId))],
  );
  return new Set(rows.map(({ userId }) => userId));
}

function accounts(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`;
}
