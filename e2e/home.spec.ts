import { expect, test, type Page } from './support/test';

/** Returns the background colour of the page. */
function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

test('the page fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('the skip link moves the focus to the content', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('the page loads its scripts when it is touched, or when it has news', async ({ page }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  const isReact = () => page.waitForFunction(() => history.state !== null);

  await page.route('**/api/live?*', () => {});
  // A page that may be old is rendered for one request, with its scripts.
  await expect(async () => {
    scripts.length = 0;
    await page.goto('/');
    expect(scripts).toEqual([]);
  }).toPass();
  await page.keyboard.press('Shift');
  await isReact();
  expect(scripts.length).toBeGreaterThan(0);

  const contentType = 'text/event-stream';
  await page.unroute('**/api/live?*');
  await page.route('**/api/live?*', (route) => route.fulfill({ contentType, body: 'data:\n\n' }), { times: 1 });
  await page.goto('/');
  await isReact();
});

test('an unknown address has a page with status 404 and a link to the home page', async ({ page }) => {
  for (const address of ['/nowhere', '/watch/nowhere', '/watch/00000000-0000-4000-8000-000000000000']) {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  }
  await page.getByRole('link', { name: 'See all tutorials' }).click();
  await expect(page).toHaveURL('/');
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled, colorScheme: 'light' });

    test('the chosen theme applies to the next page', async ({ page }) => {
      await page.goto('/');
      const light = await background(page);
      await page.getByRole('button', { name: 'Dark', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Dark', exact: true })).toHaveAttribute('aria-pressed', 'true');
      const dark = await background(page);
      expect(dark).not.toBe(light);

      await page.goto('/sign-in');
      expect(await background(page)).toBe(dark);
      await page.getByRole('button', { name: 'System' }).click();
      await expect(page.getByRole('button', { name: 'System' })).toHaveAttribute('aria-pressed', 'true');
      expect(await background(page)).toBe(light);
    });
  });
}

test('other sites cannot frame the pages', async ({ request }) => {
  const headers = (await request.get('/')).headers();
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
});
