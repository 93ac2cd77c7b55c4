import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { tablesWithPolicies } from '@/db/access/compare-policies';
import { ACCESS } from '@/workers/services/site-database';
import { execute } from '../server';

/** Removes from a database the checks of who may append to a category and who owns a row of the runtime. */
export async function withoutOwnerChecks(url: string): Promise<void> {
  const messageDb = dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json'));
  await execute(url, [
    await readFile(join(messageDb, 'database/functions/acquire-lock.sql'), 'utf8'),
    ...tablesWithPolicies(ACCESS).map((table) => `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`),
  ]);
}
