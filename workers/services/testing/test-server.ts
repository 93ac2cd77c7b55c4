import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { SITE } from '../site-database';
import { setUpDatabase } from '@/db/access/set-up';
import { createDatabase } from '@/db/embedded/create-database';
import { startEmbedded } from '@/db/embedded/start';

/** The database that each test file copies. */
export const TEMPLATE = 'test_template';

/** Vitest's global set-up of the integration tests: one Postgres for all of them, stopped at the end. */
export default async function startTestServer({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const suite = vitest.getRootProject();
  // The first project with integration tests starts it for the others.
  if (suite.getProvidedContext().adminUrl) return undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-test-'));
  const server = await startEmbedded({ dataDir, log: console.error, durable: false });
  const template = new URL(server.url);
  template.pathname = `/${TEMPLATE}`;
  await createDatabase(server.url, TEMPLATE);
  await setUpDatabase(SITE, template.href);
  suite.provide('adminUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
