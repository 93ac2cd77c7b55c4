import { migrate, type Migrations } from './migrate.ts';
import type { Queryable } from './query.ts';
import { sqlFile } from './sql-file.ts';

/**
 * Message DB by its official SQL, and this client's additions: `write_messages`, and owners of categories. A database
 * on which Message DB 1.3 was installed by other means gets only the additions.
 */
export const storeMigrations: Migrations = {
  name: 'message-db',
  folder: sqlFile('migrations/'),
  schemas: ['message_store'],
  baselines: [
    { when: `to_regclass('message_store.writer') IS NOT NULL`, through: 4 },
    { when: `to_regclass('message_store.messages') IS NOT NULL`, through: 1 },
  ],
};

/**
 * Installs Message DB into a database, or brings it up to date, in one transaction. Several processes may try at once.
 * @param database a pool, or one connection outside a transaction, with the right to create schemas and roles.
 * @returns whether Message DB was installed.
 */
export async function install(database: Queryable): Promise<boolean> {
  return (await migrate(database, [storeMigrations])).some(({ number }) => number === 1);
}
