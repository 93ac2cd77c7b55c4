import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/test';
import { expectAccessible } from './support/accessible';
import { newPerson, register } from './support/people';
import { publishTutorial } from './support/tutorials';

test('a deleted tutorial leaves the site, comes back by one click, and is gone with its files when it is purged', async ({
  page,
  browser,
  baseURL,
}) => {
  await register(page, newPerson('Ada'));
  const watch = await publishTutorial(page, 'How to delete', 4);
  const videoId = /[0-9a-f-]{36}/.exec(watch)![0];
  const media = join(process.env.DATA_DIR as string, 'media', videoId);
  const visitor = await browser.newContext({ baseURL });
  const status = async () => (await visitor.request.get(watch)).status();
  expect(await status()).toBe(200);

  // From its page: asked once, and undone in the list.
  await page.goto(`/studio/videos/${videoId}/details`);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const question = page.getByRole('dialog', { name: 'Delete “How to delete”?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Delete' }).click();
  const message = page.getByRole('status').filter({ hasText: '“How to delete” is in the trash' });
  await expect(message).toBeVisible();
  await expect.poll(status).toBe(404);
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'How to delete' })).toBeVisible();
  await expect(page.getByText('Published', { exact: true }).last()).toBeVisible();
  await expect.poll(status).toBe(200);

  // From the list, without JavaScript.
  const plain = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  ).newPage();
  await plain.goto('/studio/videos?q=how+to');
  await plain.getByRole('checkbox', { name: 'Select How to delete' }).check();
  await plain.getByRole('button', { name: 'Delete…' }).click();
  await plain.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(plain).toHaveURL(/deleted=/);
  await expect(async () => {
    await plain.goto('/studio/videos?in=trash');
    await expect(plain.getByRole('checkbox', { name: 'Select How to delete' })).toBeVisible({ timeout: 1_000 });
  }).toPass();

  // In the trash its page only leads back or to the end.
  await expectAccessible(page, '/studio/videos?in=trash');
  await page.getByRole('link', { name: 'How to delete' }).click();
  await expect(page.getByText('This video is in the trash until')).toBeVisible();
  await expect(page.getByLabel('Description')).toHaveCount(0);
  await page.getByRole('button', { name: 'Delete for ever…' }).click();
  await page.getByRole('button', { name: 'Delete for ever', exact: true }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  await expect.poll(() => existsSync(media)).toBe(false);
  expect((await page.request.get(`/studio/videos/${videoId}/details`)).status()).toBe(404);
});
