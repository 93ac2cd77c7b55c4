import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Testbed } from '../testbed';

const run = promisify(execFile);
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** Scores of Lighthouse, from 0 to 100. */
export type Scores = Readonly<Record<(typeof CATEGORIES)[number], number>>;

/**
 * Installs Lighthouse, which is a package of its own (bench/weight/lighthouse), because nothing else of the site needs
 * its three hundred dependencies.
 * @returns a function that runs it for an address, as a phone on a slow network.
 */
export async function lighthouse(testbed: Testbed, chromium: string): Promise<(url: string) => Promise<Scores>> {
  const folder = join(testbed.root, 'bench/weight/lighthouse');
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) {
    testbed.log('installing Lighthouse');
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
  }
  return async (url) => {
    const flags = ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
    const args = [url, '--quiet', '--output=json', `--only-categories=${CATEGORIES.join()}`];
    const { stdout } = await run(
      join(folder, 'node_modules/.bin/lighthouse'),
      [...args, `--chrome-flags=${flags.join(' ')}`],
      { env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 100 * 1024 ** 2 },
    );
    const { categories } = JSON.parse(stdout) as { categories: Record<string, { score: number }> };
    return Object.fromEntries(CATEGORIES.map((name) => [name, categories[name]!.score * 100])) as Scores;
  };
}
