import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { expect, test } from './support/test';
import { expectAccessible } from './support/accessible';
import { mailedLink } from './support/mail';
import { newPerson, register } from './support/people';

test('somebody downloads all that the site has of them, after their password, and nobody else can', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  await page.goto('/account');
  await page.getByRole('link', { name: 'What happened' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Signed in' })).toContainText('Chrom');
  await expectAccessible(page, '/account/history');
  await page.goto('/account');
  await page.getByRole('link', { name: 'Your data' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make an archive of my data' })).toHaveCount(0);

  const password = page.getByLabel('Password', { exact: true });
  await password.fill('not her password');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(password).toHaveAccessibleDescription(/That password is wrong/);
  await password.fill(ada.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Make an archive of my data' }).click();
  const link = page.getByRole('link', { name: /^Download, / });
  await expect(link).toBeVisible();
  expect(await mailedLink(ada, '/sign-in')).toContain('next=%2Faccount%2Fdata');
  await expectAccessible(page, '/account/data');

  const downloading = page.waitForEvent('download');
  await link.click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^my-data-[\d-]{10}\.zip$/);
  const zip = await fromBufferPromise(await readFile(await download.path()), {});
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  expect(files.get('README.txt')).toContain('account.json');
  expect(JSON.parse(files.get('account.json')!)).toMatchObject({ name: ada.name, email: ada.email });
  expect(files.get('security-history.csv')).toContain('Registered');

  // The address works for its person, as the page made it.
  const url = (await link.getAttribute('href'))!;
  expect((await page.request.get(url)).status()).toBe(200);
  expect((await page.request.get(url.replace(/until=\d/, 'until=9'))).status()).toBe(403);
  const elsewhere = await browser.newPage();
  expect((await elsewhere.request.get(url)).status()).toBe(404);
  await register(elsewhere, newPerson('Bob'));
  expect((await elsewhere.request.get(url)).status()).toBe(403);
});
