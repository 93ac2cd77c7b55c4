import type { Page } from '@playwright/test';

/** How many pixels wider than the screen a page is. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
