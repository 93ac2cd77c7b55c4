import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const INTEGRATION = '**/*.int.test.{ts,tsx}';
const exclude = [...configDefaults.exclude, 'e2e/**', '.next/**', '.build/**', '.data/**'];

export default defineConfig({
  resolve: {
    alias: {
      '@message-db/client': fileURLToPath(new URL('db/message-db/src/index.ts', import.meta.url)),
      '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
    },
  },
  test: {
    // Integration tests mostly wait for other processes, so a small machine can run more of them than it has cores.
    maxWorkers: Math.max(3, availableParallelism()),
    // As workers/runtime/src/testing/limits.ts: against hanging only, on a machine however busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...exclude, INTEGRATION] },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [INTEGRATION],
          exclude,
          globalSetup: ['workers/services/testing/test-server.ts'],
        },
      },
    ],
  },
});
