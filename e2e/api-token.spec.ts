import { expect, test } from './support/test';
import { expectAccessible } from './support/accessible';
import { newPerson, register } from './support/people';
import { publishTutorial } from './support/tutorials';
import { viewOnce } from './support/viewings';

const SECONDS = 12;

test('a program reads the analytics with a token, until it is revoked', async ({ page, playwright, baseURL }) => {
  await register(page, newPerson('Bob'));
  const watch = await publishTutorial(page, 'How to coil a rope', SECONDS);
  await viewOnce(watch.split('/')[2]!, SECONDS);
  await page.goto('/account');
  await page.getByRole('link', { name: /^API token/ }).click();
  await page.getByRole('button', { name: 'Create a token' }).click();
  const field = page.getByRole('textbox', { name: 'Your API token' });
  const token = await field.inputValue();
  await expectAccessible(page, '/account/api');

  const program = await playwright.request.newContext({ baseURL });
  const asked = (bearer: string) =>
    program.get('/api/studio/analytics?range=7', { headers: { Authorization: `Bearer ${bearer}` } });
  await expect.poll(async () => (await (await asked(token)).json()).total.views).toBe(1);
  expect((await asked(`${token}x`)).status()).toBe(401);
  expect((await program.get('/api/studio/analytics')).status()).toBe(401);

  const other = await page.context().newPage();
  await other.goto('/account/api');
  await page.getByRole('button', { name: 'Replace the token' }).click();
  await expect(field).not.toHaveValue(token);
  expect((await asked(token)).status()).toBe(401);
  await other.getByRole('button', { name: 'Replace the token' }).click();
  await expect(other.getByText('Your token was changed on another page.')).toBeVisible();
  const replaced = await field.inputValue();
  expect((await asked(replaced)).status()).toBe(200);
  await page.getByRole('button', { name: 'Revoke the token' }).click();
  await expect(page.getByRole('button', { name: 'Create a token' })).toBeVisible();
  expect((await asked(replaced)).status()).toBe(401);
  expect((await page.request.get('/api/studio/analytics?videoId=1')).status()).toBe(400);
  await program.dispose();
});
