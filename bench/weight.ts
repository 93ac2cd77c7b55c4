import { existsSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';
import { figureOf, type Figure } from './figure';
import type { Bench, Testbed } from './testbed';
import { startDemoSite } from './weight/demo-site';
import { lighthouse, type Scores } from './weight/lighthouse';
import { visit, type Visit } from './weight/visit';

const VISITS = 3;
/** The median counts, because performance depends on what else the machine does. */
const LIGHTHOUSE_RUNS = 3;
const KB = 1000;

/** The limits of a page, in kB. */
interface Limits {
  readonly name: 'home' | 'watch';
  readonly withoutImages: number;
  readonly withImages: number | null;
}
const HOME: Limits = { name: 'home', withoutImages: 150, withImages: 250 };
const WATCH: Limits = { name: 'watch', withoutImages: 200, withImages: null };

/** What a visitor with a phone and an empty cache loads, and what Lighthouse says of it. */
export const weight: Bench = {
  name: 'weight',
  async run(testbed) {
    const executablePath = process.env.CHROMIUM_PATH || chromium.executablePath();
    if (!existsSync(executablePath))
      throw new Error('There is no Chromium: npx playwright install chromium, or set CHROMIUM_PATH');
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const site = await startDemoSite(testbed);
    const browser = await chromium.launch({ executablePath, args });
    testbed.onClose(() => browser.close());
    const score = await lighthouse(testbed, executablePath);
    const figures: Figure[] = [];
    for (const [limits, url] of [
      [HOME, `${site}/`],
      [WATCH, await firstVideo(browser, site)],
    ] as const) {
      figures.push(...(await weigh(testbed, browser, limits, url)), ...(await judge(testbed, score, limits, url)));
    }
    return figures;
  },
};

/** Returns the address of the first tutorial on the home page. */
async function firstVideo(browser: Browser, site: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(site);
  const path = await page.locator('main a[href^="/watch/"]').first().getAttribute('href');
  await page.close();
  return new URL(path!, site).href;
}

async function weigh(testbed: Testbed, browser: Browser, limits: Limits, url: string): Promise<Figure[]> {
  const { name, withoutImages, withImages } = limits;
  const visits: Visit[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (let run = 0; run < VISITS; run += 1) visits.push(await visit(browser, url));
  const [first] = visits as [Visit];
  const kinds = Object.entries(first.byKind).map(([kind, bytes]) => `${kind} ${(bytes / KB).toFixed(1)}`);
  testbed.log(`${name}: kB ${kinds.join(', ')}; largest: ${first.largest}`);
  const compare = (text: string, ours: (one: Visit) => number, limit: number) =>
    figureOf(
      'weight',
      `${name}: ${text}`,
      { ours: visits.map(ours), baseline: visits.map(() => limit) },
      { atMost: 1 },
    );
  return [
    compare('kB on the wire before images and play, to the limit', ({ bytes }) => bytes / KB, withoutImages),
    ...(withImages === null
      ? []
      : [
          compare(
            'kB with images at phone width, to the limit',
            (one) => (one.bytes + one.imageBytes) / KB,
            withImages,
          ),
        ]),
    compare('layout shift, to the limit', ({ shift }) => shift, 0.02),
    figureOf(
      'weight',
      `${name}: visits whose largest element is in the first response, to all visits`,
      { ours: visits.map(({ isLargestInHtml }) => Number(isLargestInHtml)), baseline: visits.map(() => 1) },
      { atLeast: 1 },
    ),
  ];
}

async function judge(
  testbed: Testbed,
  score: (url: string) => Promise<Scores>,
  { name }: Limits,
  url: string,
): Promise<Figure[]> {
  const runs: Scores[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (let run = 0; run < LIGHTHOUSE_RUNS; run += 1) runs.push(await score(url));
  testbed.log(`${name}: Lighthouse ${JSON.stringify(runs)}`);
  const limits: Scores = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
  return Object.entries(limits).map(([category, limit]) =>
    figureOf(
      'weight',
      `${name}: Lighthouse, ${category}, to the limit`,
      { ours: runs.map((scores) => scores[category as keyof Scores]), baseline: runs.map(() => limit) },
      { atLeast: 1 },
    ),
  );
}
