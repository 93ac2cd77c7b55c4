import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const UNIT = '**/*.test.{ts,tsx}';
const INTEGRATION = '**/*.int.test.{ts,tsx}';
/** The test files of the application that replace modules, such as those of Next, or start it with settings of their own. */
const ALONE = readdirSync(new URL('app', import.meta.url), { recursive: true, encoding: 'utf8' })
  .map((path) => `app/${path}`)
  .filter((path) => /\.test\.tsx?$/.test(path))
  .filter((path) =>
    /vi\.mock\(|startTestApplication\(|assign\(process\.env/.test(readFileSync(new URL(path, import.meta.url), 'utf8')),
  );
const exclude = [...configDefaults.exclude, 'e2e/**', '.next/**', '.build/**', '.data/**'];
/** One Postgres for the integration tests of a project. */
const testServer = 'workers/services/testing/test-server.ts';
/** The programs that tests start as processes, bundled. */
const testPrograms = 'workers/testing/programs.ts';

/**
 * A process runs many test files, one after the other, because importing the code again for each would take as long as
 * the tests. Files that replace modules or settings have a process each, because they would stay for the next file.
 */
export default defineConfig({
  resolve: {
    alias: {
      '@message-db/client': fileURLToPath(new URL('db/message-db/src/index.ts', import.meta.url)),
      '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
      // The module to which Next resolves it on the server.
      'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    // Integration tests mostly wait for other processes, so a small machine can run more of them than it has cores.
    maxWorkers: Math.max(3, availableParallelism()),
    // A limit against hanging, as in workers/runtime/src/testing/limits.ts.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: [UNIT], exclude: [...exclude, ...ALONE, INTEGRATION], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [INTEGRATION],
          exclude: [...exclude, ...ALONE],
          isolate: false,
          globalSetup: [testServer, testPrograms],
        },
      },
      {
        extends: true,
        test: { name: 'application', include: ALONE, exclude, globalSetup: [testServer, testPrograms] },
      },
    ],
  },
});
