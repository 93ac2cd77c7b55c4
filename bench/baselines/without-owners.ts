import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ruledBy } from '@/db/access/compare-rules';
import { ACCESS } from '@/workers/services/site';
import { execute } from '../server';

/** Makes a database as it would be if nobody looked at who appends to which category, and whose a row of the runtime is. */
export async function withoutOwners(url: string): Promise<void> {
  const messageDb = dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json'));
  await execute(url, [
    await readFile(join(messageDb, 'database/functions/acquire-lock.sql'), 'utf8'),
    ...ruledBy(ACCESS).map((table) => `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`),
  ]);
}
