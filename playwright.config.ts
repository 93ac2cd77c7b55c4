import { defineConfig, devices } from '@playwright/test';

/** The browser tests run against the production build of the site. e2e/global-set-up.ts builds and starts it once. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/global-set-up.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  // Limits against hanging, as in workers/runtime/src/testing/limits.ts. Tests have none of their own.
  timeout: 1_800_000,
  expect: { timeout: 240_000 },
  // Tests that disturb the whole site run after all others. The test with a site of its own runs beside them, but not
  // beside the last, which count the workers of this checkout.
  projects: [
    { name: 'site', testIgnore: ['malformed.spec.ts', 'disruption.spec.ts', 'full-disk.spec.ts'] },
    { name: 'malformed', testMatch: 'malformed.spec.ts', dependencies: ['site'] },
    { name: 'full-disk', testMatch: 'full-disk.spec.ts', dependencies: ['site'] },
    { name: 'disruption', testMatch: 'disruption.spec.ts', dependencies: ['malformed', 'full-disk'] },
  ],
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_SHELL_PATH || process.env.CHROMIUM_PATH || undefined,
      // A browser refuses to sandbox itself as root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
