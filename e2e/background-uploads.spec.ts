import { expect, test, type Page } from './support/test';
import { makeClip } from './support/clips';
import { makeLargeClip } from './support/large-clip';
import { startLimitingProxy, type OnTooLarge } from './support/limiting-proxy';
import { registerWithForm, signIn, newPerson } from './support/people';
import { chooseFile, recordOffsets, startSlowUpload, VIDEO_PAGE } from './support/uploads';

const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' });

test('an upload continues while its creator is on other pages, which show its progress', async ({ page }, testInfo) => {
  const [large, small] = [testInfo.outputPath('knots.mp4'), testInfo.outputPath('splices.mp4')];
  await makeClip(small, { seconds: 1 });
  const connection = await startSlowUpload(page, newPerson('Ada'), large);
  await expect(tray(page)).toBeHidden();
  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await expect(page).toHaveURL(/\/studio$/);
  await expect(tray(page).getByRole('listitem')).toContainText(/knots\.mp4\s*\d+%/);
  await page.getByRole('link', { name: 'Video Tutorials' }).click();
  await expect(page).toHaveURL('/');
  await tray(page).getByRole('button', { name: 'Pause knots.mp4' }).click();
  await expect(tray(page).getByRole('status')).toHaveText('knots.mp4: Paused');

  // A reload would end the upload, so the page asks.
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.dismiss();
  });
  await page.evaluate(() => void setTimeout(() => location.reload(), 0));
  await expect.poll(() => dialogs).toEqual(['beforeunload']);

  await page.getByRole('link', { name: 'Upload', exact: true }).click();
  await connection.fast();
  await chooseFile(page, small);
  await expect(page).toHaveURL(VIDEO_PAGE);
  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await tray(page)
    .getByRole('button', { name: /uploads? in progress/ })
    .click();
  await expect(tray(page).getByRole('listitem').first()).toBeHidden();
  await tray(page)
    .getByRole('button', { name: /uploads? in progress/ })
    .click();
  await tray(page).getByRole('button', { name: 'Resume knots.mp4' }).click();
  await expect(tray(page).getByRole('link', { name: 'Open' })).toHaveCount(2);
  await tray(page).getByRole('button', { name: 'Remove splices.mp4' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await tray(page).getByRole('link', { name: 'Open knots.mp4' }).click();
  await expect(page).toHaveURL(VIDEO_PAGE);
  await expect(page.getByRole('heading', { level: 1, name: 'Knots' })).toBeVisible();
  await expect(tray(page)).toBeHidden();
});

test('an upload does not continue in another person’s session, and continues when its owner signs in again', async ({
  page,
  context,
}, testInfo) => {
  const path = testInfo.outputPath('rope.mp4');
  const [ada, bob] = [newPerson('Ada'), newPerson('Bob')];
  const connection = await startSlowUpload(page, ada, path);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();

  const other = await context.newPage();
  const changeSession = async (act: () => Promise<void>) => {
    await other.goto('/sign-out');
    await other.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await expect(other.getByRole('link', { name: 'Sign in' })).toBeVisible();
    await act();
  };
  await changeSession(() => registerWithForm(other, bob));
  await connection.fast();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'This upload belongs to the person who started it.' }),
  ).toBeVisible();
  await other.goto('/studio');
  await expect(other.getByText('Your first tutorial starts here')).toBeVisible();

  await changeSession(async () => {});
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'You’re no longer signed in.' })).toBeVisible();

  await signIn(other, ada);
  const offsets = recordOffsets(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
  expect(offsets[0]).toBeGreaterThan(0);
});

for (const onTooLarge of ['answers 413', 'cuts the connection'] as const satisfies OnTooLarge[]) {
  test(`behind a proxy that ${onTooLarge} over 1 MB, chunks get smaller until they pass`, async ({
    browser,
    baseURL,
  }, testInfo) => {
    const proxy = await startLimitingProxy(1024 ** 2, onTooLarge);
    const path = testInfo.outputPath('limited.mp4');
    await makeLargeClip(path, 3);
    const context = await browser.newContext({ baseURL, proxy: { server: proxy.server } });
    const page = await context.newPage();
    await registerWithForm(page, newPerson('Ada'));
    await page.goto('/studio/upload');
    await chooseFile(page, path);
    await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
    expect(proxy.refused.length).toBeGreaterThan(0);
    await context.close();
    proxy.close();
  });
}

test('behind a proxy with a very low limit, the error names the limit', async ({ browser, baseURL }, testInfo) => {
  const proxy = await startLimitingProxy(100 * 1024, 'answers 413');
  const path = testInfo.outputPath('limited.mp4');
  await makeLargeClip(path, 3);
  const context = await browser.newContext({ baseURL, proxy: { server: proxy.server } });
  const page = await context.newPage();
  await registerWithForm(page, newPerson('Ada'));
  await page.goto('/studio/upload');
  await chooseFile(page, path);
  await expect(page.getByRole('alert').filter({ hasText: 'limits requests to less than 262 kB' })).toBeVisible();
  await context.close();
  proxy.close();
});
