import { expect, test, type Page } from './support/test';
import { playMuted } from './support/player';
import { registerWithForm, signIn, newPerson } from './support/people';
import { clip } from './support/clips';
import { publishWithForms } from './support/tutorials';

/** Scripts that make storage fail as browsers do: forbidden by the user, or full. */
const FAILURES = {
  // Arrow functions, because Playwright sends them to the browser as text.
  forbidden: () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
  },
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  },
};

/** Collects uncaught errors of the page. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  return errors;
}

for (const [failure, init] of Object.entries(FAILURES)) {
  test(`everything works while storage is ${failure}`, async ({ page }) => {
    const errors = errorsOf(page);
    await page.addInitScript(init);
    const ada = newPerson('Ada');
    await registerWithForm(page, ada);
    const watch = await publishWithForms(page, await clip({ seconds: 4 }), 'How to keep nothing');

    await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

    // Unsaved text is kept until the tab loads another document.
    const name = page.getByLabel('Name', { exact: true });
    page.on('dialog', (dialog) => void dialog.accept());
    await name.fill('How to keep a little');
    await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Videos' }).click();
    await page.getByRole('link', { name: 'How to keep nothing' }).first().click();
    await expect(name).toHaveValue('How to keep a little');

    await page.goto(watch);
    await playMuted(page);
    await expect(page.getByRole('article').first().getByText('1 view', { exact: true })).toBeVisible();

    await page.goto('/sign-out');
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await signIn(page, ada);
    expect(errors).toEqual([]);
  });
}
