import { createMessageStore } from '@message-db/client';
import { expect } from '@playwright/test';
import { identity, type Role } from '@/workers/identity/contract';
import type { Person } from './people';
import { openDatabase } from './view-tables';

/** Returns the id of somebody's account. */
export async function userIdOf({ email }: Pick<Person, 'email'>): Promise<string> {
  const database = openDatabase();
  try {
    const find = () => database.query('SELECT user_id FROM view.user_credentials WHERE email = $1', [email]);
    await expect.poll(async () => (await find()).rowCount).toBe(1);
    return (await find()).rows[0].user_id;
  } finally {
    await database.end();
  }
}

/**
 * Gives somebody a role, as the page of an administrator does, which `admin.spec.ts` tries. It ends their sessions.
 * @returns when pages know of it.
 */
export async function giveRole(person: Pick<Person, 'email'>, role: Role): Promise<void> {
  const userId = await userIdOf(person);
  const database = openDatabase();
  try {
    const store = createMessageStore(database);
    const command = identity.commands.GrantRole({ userId, role, grantedBy: userId });
    await store.write(identity.commandStream(userId), command);
    const has = role === 'moderator' ? 'is_moderator' : 'is_creator';
    const find = () => database.query(`SELECT FROM view.user_credentials WHERE user_id = $1 AND ${has}`, [userId]);
    await expect.poll(async () => (await find()).rowCount).toBe(1);
  } finally {
    await database.end();
  }
}
