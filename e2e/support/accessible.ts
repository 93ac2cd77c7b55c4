import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import axeCore from 'axe-core';

/**
 * The script that the builder runs twice before each check, in place of axe: reading half a megabyte takes as long as
 * checking the page.
 */
const LOADED = 'void 0';

/** Checks axe's rules for WCAG 2.2 at level AA, and its best practices, with the light and the dark theme. */
export async function expectAccessible(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessibleAsIs(page, path);
}

/**
 * Checks the same of a page as it is now.
 * @param what names it in a failure. @param within the selector of the part that is checked; the whole page by default.
 */
export async function expectAccessibleAsIs(page: Page, what: string, within = 'html'): Promise<void> {
  await expect(page.locator(within).first()).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await finishTransitions(page);
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
    // Its other mode finishes in a page of its own, which takes longer than the check. Only frames of other sites need it.
    const axe = new AxeBuilder({ page, axeSource: LOADED }).include(within).setLegacyMode();
    // Describing each element that passes a rule takes most of the time.
    axe.options({
      resultTypes: ['violations'],
      // The size of targets is new in WCAG 2.2, and off by default.
      ...(colorScheme === 'light' && { rules: { 'target-size': { enabled: true } } }),
    });
    // Only the colours differ.
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`),
    );
    expect(found, `${what} in ${colorScheme}`).toEqual([]);
  }
}

/** Checks that nothing on the page moved by itself since it was opened: a press would meet another control. */
export async function expectSteady(page: Page, path: string): Promise<void> {
  const shifts = await page.evaluate(async () => {
    const entries = await new Promise<PerformanceEntryList>((resolve) => {
      const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
      observer.observe({ type: 'layout-shift', buffered: true });
      // An observer of nothing is never called. What is buffered comes before the next pictures.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve([])));
    });
    return entries.map((entry) => (entry as PerformanceEntry & { value: number }).value);
  });
  expect(
    shifts.reduce((sum, shift) => sum + shift, 0),
    `the layout shift of ${path}`,
  ).toBeLessThan(0.005);
}

/** Waits until all colours are those of the colour scheme. */
async function finishTransitions(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.getAnimations().filter((each) => each instanceof CSSTransition).length))
    .toBe(0);
}
