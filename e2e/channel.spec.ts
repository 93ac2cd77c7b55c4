import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from './support/test';
import { newPerson, register } from './support/people';
import { publishTutorial } from './support/tutorials';

test('a creator says who they are, without scripts too, and everybody sees it with their first tutorial', async ({
  page,
  browser,
}, testInfo) => {
  const person = newPerson('Zoraya');
  await register(page, person);
  const session = await page.context().storageState();
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState: session })).newPage();
  const handle = `knots-${randomUUID().slice(0, 8)}`;

  await plain.goto('/studio/channel');
  await expect(plain.getByLabel('Handle')).toHaveValue(/^zoraya/);
  const first = await plain.getByLabel('Handle').inputValue();
  await plain.getByLabel('Handle').fill('admin');
  await plain.getByLabel('About you').fill('Knots for sailors.\nMore at https://knots.example/');
  await plain.getByLabel('Name of link 1').fill('My boat');
  await plain.getByLabel('Address of link 1').fill('boat.example');
  await plain.getByRole('button', { name: 'Save' }).click();
  await expect(plain.getByLabel('Handle')).toHaveAccessibleDescription(/Choose another one/);
  await expect(plain.getByLabel('About you')).toHaveValue(/Knots for sailors/);
  await plain.getByLabel('Handle').fill(handle);
  await plain.getByRole('button', { name: 'Save' }).click();
  await expect(plain.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();

  const picture = testInfo.outputPath('picture.png');
  await sharp({ create: { width: 300, height: 200, channels: 3, background: '#c2457f' } }).toFile(picture);
  await plain.getByLabel('Choose a picture').setInputFiles(picture);
  await plain.getByRole('button', { name: 'Use this file' }).first().click();
  await expect(async () => {
    await plain.goto('/studio/channel');
    await expect(plain.getByRole('button', { name: 'Remove picture' })).toBeVisible({ timeout: 1_000 });
  }).toPass();

  const visitor = await (await browser.newContext()).newPage();
  expect((await visitor.goto(`/creators/${handle}`))!.status()).toBe(404);
  await page.goto(`/creators/${handle}`);
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();

  const watch = await publishTutorial(page, 'Bowline', 1);
  await visitor.goto(watch);
  await visitor.getByRole('link', { name: person.name }).first().click();
  await expect(visitor).toHaveURL(`/creators/${handle}`);
  await expect(visitor.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
  await expect(visitor.getByRole('link', { name: 'My boat' })).toHaveAttribute('href', 'https://boat.example/');
  await expect(visitor.getByRole('link', { name: 'Bowline' })).toBeVisible();
  // Previews of links are made from the page as it is sent.
  const sent = await (await visitor.request.get(`/creators/${handle}`)).text();
  expect(sent.match(/<meta property="og:image" [^>]*>/g)).toEqual([expect.stringContaining('/image.jpg"')]);
  const loaded = visitor.locator('header img[src^="/api/channels/"]').first();
  await expect.poll(() => loaded.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await visitor.goto(`/creators/${first}`);
  await expect(visitor).toHaveURL(`/creators/${handle}`);
});
