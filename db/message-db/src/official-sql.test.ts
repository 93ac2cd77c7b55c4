import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { storeMigrations } from './index.ts';

test('the first migration is the official SQL of Message DB, but for its role', async () => {
  const official = join(
    dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json')),
    'database',
  );
  const migration = await readFile(new URL('001-message-db.sql', storeMigrations.folder), 'utf8');
  const parts = migration.split(/^-- (?=[a-z0-9/-]+\.sql$)/m).slice(1);
  expect(parts).toHaveLength(30);
  for (const part of parts) {
    const [file, ...lines] = part.split('\n');
    if (file === 'roles/message-store.sql') continue;
    expect([file, lines.join('\n').trim()]).toEqual([file, (await readFile(join(official, file!), 'utf8')).trim()]);
  }
});
