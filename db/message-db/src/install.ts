import { migrate, type Migrations } from './migrate.ts';
import type { Queryable } from './query.ts';
import { sqlFile } from './sql-file.ts';

/**
 * Message DB, as its official SQL makes it, with what this client adds: `write_messages`, and owners of categories. A
 * database on which Message DB 1.3 was installed by other means gets what is added.
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
 * Installs Message DB into a database, in one transaction, or brings it up to date. Several may try at once.
 * @param database a pool, or one connection that is in no transaction; with the right to create schemas and roles.
 * @returns whether Message DB was installed.
 */
export async function install(database: Queryable): Promise<boolean> {
  return (await migrate(database, [storeMigrations])).some(({ number }) => number === 1);
}
