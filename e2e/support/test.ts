import { test as base, expect } from '@playwright/test';

export * from '@playwright/test';

/** What Chromium writes to the console of a page that violates its policy. */
const VIOLATION = /content security policy|trusted ?(?:type|html|script)/i;

/**
 * Playwright's `test`, which also fails if a page violated its content security policy, in whichever context: something
 * on it would be missing for users. It closes the contexts that a test has opened: Playwright keeps them, and their pages
 * would play and ask for news until the last test.
 */
export const test = base.extend<{ keepsPolicy: void; closesContexts: void }, { violations: string[] }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  violations: [async ({}, use) => use([]), { scope: 'worker' }],
  browser: async ({ browser, violations }, use) => {
    const newContext = browser.newContext.bind(browser);
    browser.newContext = async (options) => {
      const context = await newContext(options);
      context.on('console', (line) => {
        if (VIOLATION.test(line.text())) violations.push(`${line.page()?.url()}: ${line.text()}`);
      });
      return context;
    };
    await use(browser);
  },
  keepsPolicy: [
    async ({ violations }, use) => {
      await use();
      expect(violations.splice(0), 'violations of the content security policy').toEqual([]);
    },
    { auto: true },
  ],
  closesContexts: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts());
      await use();
      const opened = browser.contexts().filter((context) => !before.has(context));
      await Promise.all(opened.map((context) => context.close()));
    },
    { auto: true },
  ],
});
