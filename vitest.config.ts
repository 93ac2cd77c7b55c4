import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { LONGEST_TEST_MS } from './workers/runtime/testing/limits';

const INTEGRATION = '**/*.int.test.ts';
const exclude = [...configDefaults.exclude, 'e2e/**', '.next/**', '.build/**', '.data/**'];

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    // Integration tests mostly wait for other processes, so a small machine can run more of them than it has cores.
    maxWorkers: Math.max(3, availableParallelism()),
    testTimeout: LONGEST_TEST_MS,
    hookTimeout: LONGEST_TEST_MS,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...exclude, INTEGRATION] },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [INTEGRATION],
          exclude,
          globalSetup: ['db/embedded/test-server.ts'],
        },
      },
    ],
  },
});
