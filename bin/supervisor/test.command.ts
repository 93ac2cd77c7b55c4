import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetRouteTypes } from './build';
import { createOutput } from './output';
import { onShutdown } from './shutdown';
import { step } from './steps';
import { findBrowser } from './test-browser';
import { countPlaywright, countVitest, summary } from './test-counts';

/**
 * `npm test`: every check there is. The quick ones run first and beside each other, then the unit and integration tests,
 * then the browser tests, which have the machine to themselves. One that fails does not keep the others from running.
 * The last line says how many tests passed.
 */
export async function run(root: string, parent: number): Promise<void> {
  const output = createOutput(undefined, { stamp: () => '' });
  const running = new Set<ReturnType<typeof spawn>>();
  onShutdown(parent, () => {
    for (const child of running) child.kill('SIGTERM');
  });
  const results = await mkdtemp(join(tmpdir(), 'video-tutorials-results-'));
  const failed: string[] = [];

  const browser = await step(
    output,
    'Looking for a browser',
    (path) => `Browser found: ${path ?? "Playwright's own"}`,
    () => findBrowser(root, output),
  );
  const env: Record<string, string | undefined> = {
    ...process.env,
    ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }),
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'playwright.json'),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  await forgetRouteTypes(root);
  await check('Routes typed', ['next/dist/bin/next', 'typegen']);
  await Promise.all([
    check('Linted', ['oxlint/bin/oxlint', '--deny-warnings']),
    check('Formatted (npm run format writes it)', ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
    check('Types checked', ['typescript/bin/tsc', '--noEmit']),
  ]);
  await check('Unit and integration tests', [
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(results, 'vitest.json')}`,
  ]);
  await check('Browser tests', ['@playwright/test/cli.js', 'test', '--reporter=list,json']);

  const counts = [
    await countVitest(join(results, 'vitest.json')),
    await countPlaywright(join(results, 'playwright.json')),
  ];
  await rm(results, { recursive: true, force: true });
  if (failed.length > 0) output.say(`\n✗ Failed: ${failed.join(', ')}`);
  output.say(summary(counts));
  process.exit(failed.length > 0 || counts.some((count) => count.failed > 0) ? 1 : 0);

  async function check(label: string, [bin, ...args]: [string, ...string[]]): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'node_modules', bin), ...args], {
      cwd: root,
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running.add(child);
    const began = performance.now();
    const code = await new Promise<number | null>((done) => {
      child.once('close', done);
      child.once('error', () => done(null));
    });
    running.delete(child);
    if (code !== 0) failed.push(label);
    output.say(`${code === 0 ? '✓' : '✗'} ${label} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  }
}
