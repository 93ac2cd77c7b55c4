import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '@/db/operator-error';
import type { Output } from '@/bin/supervisor/output';

/** By preference: the shell is the same browser without its window, and needs less than half of the processor time. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Finds a browser for the tests, and installs one if there is none.
 * @returns its path, or undefined for Playwright's own browser.
 * @throws {OperatorError} if none can be installed.
 */
export async function findBrowser(root: string, output: Output): Promise<string | undefined> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new OperatorError(`CHROMIUM_PATH is ${given}, which does not run.`);
  }
  const system = NAMES.find(runs);
  if (system) return pathOf(system);
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return undefined;

  output.say('… Installing a browser for the tests');
  const installed = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    { stdio: 'inherit', timeout: 300_000 },
  );
  // Run it, because it also needs libraries of the system.
  if (installed.status === 0 && runs(chromium.executablePath())) return undefined;
  if (process.getuid?.() === 0 && runs('apt-get')) {
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update'], options);
    for (const name of ['chromium-headless-shell', 'chromium']) {
      spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], options);
      if (runs(name)) return pathOf(name);
    }
  }
  throw new OperatorError('No browser for the tests was found: install chromium, or set CHROMIUM_PATH to one.');
}

function runs(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

function pathOf(command: string): string {
  return spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim();
}
