import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '@/db/operator-error';
import { forgetRouteTypes } from '@/bin/supervisor/build';
import { createOutput } from '@/bin/supervisor/output';
import { onShutdown } from '@/bin/supervisor/shutdown';
import { step } from '@/bin/supervisor/steps';
import { findBrowser } from './browser';
import { countPlaywright, countVitest, type Counts, summary } from './counts';
import { selectTests } from './selection';

/**
 * `npm test`: every check. The quick ones run first, in parallel. Then the unit and integration tests run beside the
 * browser tests, because each suite waits for other processes half of its time. The output of the browser tests follows
 * that of the others. A failed check does not stop the others. The last line counts the tests.
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
        ({ CHROMIUM_PATH, CHROMIUM_SHELL_PATH }) =>
          `Browser found: ${CHROMIUM_SHELL_PATH ?? CHROMIUM_PATH ?? "Playwright's own"}`,
        () => findBrowser(root, output),
      )
    : undefined;
  const env: Record<string, string | undefined> = {
    ...process.env,
    ...browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'playwright.json'),
    NEXT_TELEMETRY_DISABLED: '1',
  };
  await forgetRouteTypes(root);
  await check('Routes typed', ['next/dist/bin/next', 'typegen']);
  await Promise.all([
    check('Linted', ['oxlint/bin/oxlint', '--deny-warnings']),
    check('Formatted (npm run format writes it)', ['oxfmt/bin/oxfmt', '--list-different', '.']),
    check('Types checked', ['typescript/bin/tsc', '--noEmit']),
  ]);
  const counts: Counts[] = [];
  const vitestDone = selected.vitest ? runVitest(selected.vitest.paths) : Promise.resolve();
  await Promise.all([vitestDone, selected.browser && runPlaywright(selected.browser.paths, vitestDone)]);
  await rm(results, { recursive: true, force: true });
  if (failed.length > 0) output.say(`\n✗ Failed: ${failed.join(', ')}`);
  output.say(summary(counts));
  process.exit(failed.length > 0 || counts.some((count) => count.failed > 0) ? 1 : 0);

  async function runVitest(paths: readonly string[]): Promise<void> {
    const report = join(results, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    // The projects have most modules in common. Each is compiled once for a run, in a folder that no other run finds: a
    // kept one would still lead to files that have moved.
    const compiled = ['--experimental.fsModuleCache', `--experimental.fsModuleCachePath=${join(results, 'modules')}`];
    await check('Unit and integration tests', ['vitest/vitest.mjs', 'run', ...reporters, ...compiled, ...paths]);
    counts.push(await countVitest(report));
  }

  async function runPlaywright(paths: readonly string[], quietUntil: Promise<void>): Promise<void> {
    // With --no-deps the selected files run alone, without the files that run before them in the whole suite.
    const only = paths.length > 0 ? ['--no-deps', ...paths] : [];
    await check('Browser tests', ['@playwright/test/cli.js', 'test', '--reporter=list,json', ...only], quietUntil);
    counts.push(await countPlaywright(join(results, 'playwright.json')));
  }

  /** @param quietUntil until then the output of the check is held back. */
  async function check(
    label: string,
    [bin, ...args]: [string, ...string[]],
    quietUntil?: Promise<void>,
  ): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'node_modules', bin), ...args], {
      cwd: root,
      env: env as NodeJS.ProcessEnv,
      stdio: quietUntil ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    running.add(child);
    const printed = quietUntil && print(child, quietUntil);
    const startedAt = performance.now();
    const code = await new Promise<number | null>((done) => {
      child.once('close', done);
      child.once('error', () => done(null));
    });
    const seconds = (performance.now() - startedAt) / 1000;
    running.delete(child);
    if (code !== 0) failed.push(label);
    await printed;
    output.say(`${code === 0 ? '✓' : '✗'} ${label} (${seconds.toFixed(1)} s)`);
  }
}

/** Forwards the output of a child, in order. @param quietUntil until then the output is kept in memory. */
async function print(child: ChildProcess, quietUntil: Promise<void>): Promise<void> {
  let held: Buffer[] | null = [];
  const write = (chunk: Buffer) => void (held ? held.push(chunk) : process.stdout.write(chunk));
  child.stdout?.on('data', write);
  child.stderr?.on('data', write);
  await quietUntil;
  process.stdout.write(Buffer.concat(held));
  held = null;
}
