import { storeMigrations } from '@message-db/client';
import type { Access } from '@/db/access/access';
import type { Site } from '@/db/access/set-up';
import { catchUp } from '@/personal-data/catch-up';
import { rulesOf, runtimeMigrations, viewOf } from '@message-db/runtime';
import { READERS, roleOf } from '@/roles';

import { mayNever } from './never';
import { GRANTS } from './rights';
import { ROW_POLICIES } from './row-policies';
import { SHARED } from './sample-rows';
import { AGGREGATORS, SERVICES } from './services';

/** The rights of the site's services in its database. */
export const ACCESS: Access = {
  schemas: ['message_store', 'runtime', 'personal', 'limits', 'view', 'migration'],
  services: SERVICES,
  grants: GRANTS,
  policies: ROW_POLICIES,
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

/** What set-up needs to know of the site. A package's migrations are listed after those that they need. */
export const SITE: Site = {
  access: ACCESS,
  migrations: [
    storeMigrations,
    runtimeMigrations,
    {
      name: 'personal-data',
      folder: new URL('../../personal-data/migrations/', import.meta.url),
      schemas: ['personal'],
      baselines: [{ when: `to_regclass('personal.key') IS NOT NULL`, through: 1 }],
    },
    {
      name: 'site',
      folder: new URL('migrations/', import.meta.url),
      schemas: ['limits', 'view'],
      baselines: [{ when: `to_regprocedure('view.password_of(text)') IS NOT NULL`, through: 1 }],
    },
  ],
  catchUp,
};
