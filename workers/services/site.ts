import { readFile } from 'node:fs/promises';
import { installWithin } from '@message-db/client';
import type { Access } from '@/db/access/access';
import type { Site } from '@/db/access/set-up';
import { encryptHistory } from '@/personal-data/encrypt-history';
import { rulesOf } from '@/workers/runtime/src/projecting/aggregator';
import { viewOf } from '@/workers/runtime/src/projecting/aggregator-tables';
import { READERS, roleOf } from '@/roles';
import { mayNever } from './never';
import { GRANTS } from './rights';
import { RULES } from './row-rules';
import { SHARED } from './sample-rows';
import { AGGREGATORS, SERVICES } from './services';

/** What the site's database lets its services do. */
export const ACCESS: Access = {
  schemas: ['message_store', 'runtime', 'personal', 'view'],
  services: SERVICES,
  grants: GRANTS,
  rules: RULES,
  aggregators: AGGREGATORS.map((aggregator) => ({
    service: aggregator.name,
    version: aggregator.version,
    views: rulesOf(aggregator).map(([table, rule]) => ({
      name: table,
      hidden: aggregator.hidden?.[table] ?? [],
      comment: rule,
      query: (schema) => viewOf(schema, table, rule),
    })),
  })),
  readers: READERS,
  operator: roleOf('operator'),
  functions: { 'view.password_of': 'user-credentials' },
  shared: SHARED,
  mayNever,
};

/** The site, as its database is set up for it. */
export const SITE: Site = { access: ACCESS, build, encryptHistory };

async function build(client: Parameters<Site['build']>[0]): Promise<void> {
  await installWithin(client);
  for (const file of ['../runtime/schema.sql', '../../personal-data/schema.sql', 'functions.sql'])
    await client.query(await readFile(new URL(file, import.meta.url), 'utf8'));
}
