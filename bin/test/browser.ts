import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '@/db/operator-error';
import type { Output } from '@/bin/supervisor/output';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
/**
 * The same browser without a window. It needs less than half of the processor time, and lacks the back/forward cache.
 */
const SHELL = 'chromium-headless-shell';

/** The environment of the browser tests. Without a path, Playwright uses its own browser. */
export interface BrowserPaths {
  CHROMIUM_PATH?: string;
  /** For all tests that do not need the complete browser. */
  CHROMIUM_SHELL_PATH?: string;
}

/**
 * Finds a browser for the tests, and installs one if there is none. `CHROMIUM_PATH` chooses one.
 * @throws {OperatorError} if none can be installed.
 */
export async function findBrowser(root: string, output: Output): Promise<BrowserPaths> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return { CHROMIUM_PATH: given };
    throw new OperatorError(`CHROMIUM_PATH is ${given}, which does not run.`);
  }
  const system = ofSystem();
  if (system) return system;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return {};

  output.say('… Installing a browser for the tests');
  const installed = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    { stdio: 'inherit', timeout: 300_000 },
  );
  // Run it to check that the libraries that it needs are installed.
  if (installed.status === 0 && runs(chromium.executablePath())) return {};
  if (process.getuid?.() === 0 && runs('apt-get')) {
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update'], options);
    for (const name of ['chromium', SHELL])
      spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], options);
    const debians = ofSystem();
    if (debians) return debians;
  }
  throw new OperatorError('No browser for the tests was found: install chromium, or set CHROMIUM_PATH to one.');
}

function ofSystem(): BrowserPaths | null {
  const name = NAMES.find(runs);
  if (name === undefined) return null;
  return { CHROMIUM_PATH: pathOf(name), ...(runs(SHELL) ? { CHROMIUM_SHELL_PATH: pathOf(SHELL) } : {}) };
}

function runs(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

function pathOf(command: string): string {
  return spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim();
}
