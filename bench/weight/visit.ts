import type { Browser, CDPSession, Page } from '@playwright/test';

/** A phone of today: its screen, and the density of its pixels. */
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
/** The page is complete when nothing was loaded for this long. */
const QUIET_MS = 2_000;

/** What a first visit to a page costs. */
export interface Visit {
  /** Bytes on the wire, with the headers of the responses, as they were compressed: without images, and only images. */
  readonly bytes: number;
  readonly imageBytes: number;
  /** The same by kind: document, script, stylesheet, font, fetch … */
  readonly byKind: Readonly<Record<string, number>>;
  /** The largest contentful paint: what it is, and whether the HTML of the first response names it. */
  readonly largest: string;
  readonly isLargestInHtml: boolean;
  /** Cumulative layout shift. */
  readonly shift: number;
}

/** Opens a page on a phone with an empty cache, and waits until everything is loaded. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    await page.addInitScript(observe);
    const traffic = await record(page);
    const response = await page.goto(url, { waitUntil: 'load' });
    await traffic.quiet();
    const html = await response!.text();
    const { largest, shift } = await page.evaluate(() => (window as unknown as Observed).observed);
    const { image = 0, ...rest } = traffic.byKind;
    const bytes = Object.values(rest).reduce((sum, one) => sum + one, 0);
    return {
      bytes,
      imageBytes: image,
      byKind: traffic.byKind,
      largest,
      isLargestInHtml: html.includes(largest),
      shift,
    };
  } finally {
    await context.close();
  }
}

interface Observed {
  observed: { largest: string; shift: number };
}

/** Runs in the page. Names a picture by its path, and a text by its beginning. */
function observe(): void {
  const observed = { largest: '', shift: 0 };
  Object.assign(window, { observed });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { url: string; element: Element | null })[])
      observed.largest = entry.url
        ? new URL(entry.url).pathname
        : (entry.element?.firstChild?.textContent ?? '').trim().slice(0, 20);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) observed.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Counts the bytes of responses. Streams of news never end, and are not counted. */
async function record(page: Page): Promise<{ byKind: Record<string, number>; quiet(): Promise<void> }> {
  const client: CDPSession = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const kinds = new Map<string, string>();
  const open = new Set<string>();
  const byKind: Record<string, number> = {};
  let lastAt = performance.now();
  client.on('Network.requestWillBeSent', ({ requestId, type = 'Other' }) => {
    if (type === 'EventSource') return;
    kinds.set(requestId, type.toLowerCase());
    open.add(requestId);
    lastAt = performance.now();
  });
  const ended = (requestId: string) => {
    open.delete(requestId);
    lastAt = performance.now();
  };
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind) byKind[kind] = (byKind[kind] ?? 0) + encodedDataLength;
    ended(requestId);
  });
  client.on('Network.loadingFailed', ({ requestId }) => ended(requestId));
  return {
    byKind,
    async quiet() {
      while (open.size > 0 || performance.now() - lastAt < QUIET_MS) await page.waitForTimeout(100);
    },
  };
}
