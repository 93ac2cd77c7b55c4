import { expect, test, type Page } from './support/test';
import { expectAccessible } from './support/accessible';
import { clip } from './support/clips';
import { openMail } from './support/mail';
import { newPerson, register } from './support/people';
import { upload } from './support/tutorials';

const details = (videoId: string) => `/studio/videos/${videoId}/details`;
const statusOf = async (page: Page, path: string) => (await page.request.get(path)).status();

test('an owner invites an editor by mail, who edits and cannot delete, until the owner removes them', async ({
  page,
  browser,
  baseURL,
}) => {
  const [ada, bob] = [newPerson('Ada'), newPerson('Bob')];
  await register(page, ada);
  const videoId = await upload(page, await clip({ seconds: 2 }), 'bowline.mp4');
  const other = await upload(page, await clip({ seconds: 2 }), 'other.mp4');
  await expect.poll(() => statusOf(page, details(videoId))).toBe(200);

  // The owner invites an address.
  await expectAccessible(page, `/studio/videos/${videoId}/people`);
  await page.getByLabel('Email address or handle').fill(bob.email);
  await page.getByLabel('Email address or handle').press('Enter');
  await expect(page.getByText('The invitation is on its way.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: bob.email })).toContainText('Invited as editor');

  // The invited person follows the link, registers, and accepts.
  const bobs = await (await browser.newContext({ baseURL })).newPage();
  await openMail(bobs, bob, 'You are invited');
  const link = bobs.frameLocator('iframe').getByRole('link', { name: 'View invitation' });
  const invitation = new URL((await link.getAttribute('href'))!).pathname;
  await expectAccessible(bobs, invitation);
  await expect(bobs.getByRole('link', { name: 'Sign in to accept' })).toBeVisible();
  await register(bobs, bob);
  expect(await statusOf(bobs, details(videoId))).toBe(404);
  await bobs.goto(invitation);
  await bobs.getByRole('button', { name: 'Accept' }).click();
  await expect(bobs).toHaveURL(/\/studio\/shared$/);
  await expectAccessible(bobs, '/studio/shared');
  await bobs.getByRole('link', { name: /^Open / }).click();

  // They change what the owner shares, and nothing else.
  const name = bobs.getByLabel('Name', { exact: true });
  await name.fill('How to tie a bowline');
  await name.press('Enter');
  await expect(bobs.getByRole('heading', { level: 1, name: 'How to tie a bowline' })).toBeVisible();
  await expect(bobs.getByRole('button', { name: /Delete/ })).toHaveCount(0);
  expect(await statusOf(bobs, details(other))).toBe(404);
  await page.goto(`/studio/videos/${videoId}/history`);
  await expect(page.getByRole('listitem').filter({ hasText: 'How to tie a bowline' }).first()).toContainText('Bob');

  // The owner lets them only watch while they type. What they typed stays in sight, and returns when they may edit again.
  const description = bobs.getByLabel('Description', { exact: true });
  await description.fill('A loop that holds');
  await page.goto(`/studio/videos/${videoId}/people`);
  await page.getByRole('button', { name: 'Make viewer: Bob' }).click();
  await expect(bobs.getByText('As a viewer, you can see it')).toBeVisible();
  const unsaved = bobs.getByRole('region', { name: 'Your last changes were not saved' });
  await expect(unsaved.getByRole('textbox', { name: 'Description' })).toHaveValue('A loop that holds');
  await page.getByRole('button', { name: 'Make editor: Bob' }).click();
  await expect(bobs.getByText('As an editor, you can change')).toBeVisible();
  await expect(unsaved).toBeHidden();
  await expect(description).toHaveValue('A loop that holds');
  await expect(bobs.getByText('Your unsaved changes are back.')).toBeVisible();
  await bobs.getByRole('button', { name: 'Discard' }).click();

  // The owner removes them. The page that they have open changes nothing any more, and is gone.
  await bobs.route('**/api/live*', (route) => route.abort());
  await bobs.goto(details(videoId));
  await page.goto(`/studio/videos/${videoId}/people`);
  await page.getByRole('button', { name: 'Remove… Bob' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Only you so far.')).toBeVisible();
  await expect.poll(() => statusOf(bobs, details(videoId))).toBe(404);
  await name.fill('Mine now');
  await name.press('Enter');
  await expect(bobs.getByRole('region', { name: 'Details' }).getByRole('alert')).toContainText(
    'belongs to someone else',
  );
  expect(await (await page.request.get(details(videoId))).text()).not.toContain('Mine now');
  expect(await (await bobs.request.get(invitation)).text()).toContain('This invitation is no longer open');
});
