import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { ADMIN_EMAIL } from './support/people';

/**
 * Builds the site for production and starts it as `npm start` does, on a free port, with its own data folder. Specs
 * find its address as `baseURL`, its log as SITE_LOG, its data folder as DATA_DIR, its database as DATABASE_URL, and
 * the collector of its traces as OTEL_EXPORTER_OTLP_ENDPOINT.
 */
export default async function startSiteForTests(): Promise<() => Promise<void>> {
  const root = process.cwd();
  const dataDir = await mkdtemp(join(tmpdir(), 'video-tutorials-e2e-'));
  const log = join(dataDir, 'site.log');
  register();
  const site = (await import(
    new URL('../bin/test/test-site.ts', import.meta.url).href
  )) as typeof import('../bin/test/test-site');
  const { startCollector } = (await import(
    new URL('../workers/testing/collector.ts', import.meta.url).href
  )) as typeof import('../workers/testing/collector');
  const collector = await startCollector();
  const { url, databaseUrl, stop } = await site.startTestSite(root, dataDir, log, {
    ADMIN_EMAILS: ADMIN_EMAIL,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '1000',
    // On a loaded machine, more spans wait for longer than the usual limits, which would drop them.
    OTEL_BSP_MAX_QUEUE_SIZE: '100000',
    OTEL_BSP_EXPORT_TIMEOUT: '240000',
    OTEL_EXPORTER_OTLP_TIMEOUT: '240000',
  });
  Object.assign(process.env, {
    PLAYWRIGHT_TEST_BASE_URL: url,
    SITE_LOG: log,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  return async () => {
    await stop();
    await collector.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}
