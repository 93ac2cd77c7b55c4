import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '@/db/operator-error';
import { forgetRouteTypes } from './build';
import { createOutput } from './output';
import { onShutdown } from './shutdown';
import { step } from './steps';
import { findBrowser } from './test-browser';
import { countPlaywright, countVitest, type Counts, summary } from './test-counts';
import { selectTests } from './test-selection';

/**
 * `npm test`: every check. The quick ones run first, side by side, then the unit and integration tests, then the browser
 * tests, which have the machine to themselves. A check that fails does not stop the others. The last line counts the
 * tests.
 *
 * `npm test -- identity`: the quick checks, and the tests whose path contains one of the words.
 */
export async function run(root: string, parent: number): Promise<void> {
  const output = createOutput(undefined, { stamp: () => '' });
  const running = new Set<ReturnType<typeof spawn>>();
  onShutdown(parent, () => {
    for (const child of running) child.kill('SIGTERM');
  });
  const words = process.argv.slice(2);
  const selected = await selectTests(root, words).catch((error) => {
    if (!(error instanceof OperatorError)) throw error;
    output.say(`✗ ${error.message}`);
    process.exit(1);
  });
  const results = await mkdtemp(join(tmpdir(), 'video-tutorials-results-'));
  const failed: string[] = [];

  const browser = selected.browser
    ? await step(
        output,
        'Looking for a browser',
        (path) => `Browser found: ${path ?? "Playwright's own"}`,
        () => findBrowser(root, output),
      )
    : undefined;
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
  const counts: Counts[] = [];
  if (selected.vitest) {
    const report = join(results, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    await check('Unit and integration tests', ['vitest/vitest.mjs', 'run', ...reporters, ...selected.vitest.paths]);
    counts.push(await countVitest(report));
  }
  if (selected.browser) {
    // With --no-deps the selected files run alone, not after the files that come before them in the whole suite.
    const only = selected.browser.paths.length > 0 ? ['--no-deps', ...selected.browser.paths] : [];
    await check('Browser tests', ['@playwright/test/cli.js', 'test', '--reporter=list,json', ...only]);
    counts.push(await countPlaywright(join(results, 'playwright.json')));
  }
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
