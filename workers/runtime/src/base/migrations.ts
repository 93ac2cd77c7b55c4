import type { Migrations } from '@message-db/client';

/** The runtime's tables, and the schema of views. */
export const runtimeMigrations: Migrations = {
  name: 'runtime',
  folder: new URL('../../migrations/', import.meta.url),
  schemas: ['runtime', 'view'],
  baselines: [{ when: `to_regclass('runtime.position') IS NOT NULL`, through: 1 }],
};
