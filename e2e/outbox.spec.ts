import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/test';
import { outboxLink } from './support/mail';

test('the link that the start prints opens the outbox, and the browser keeps access', async ({ page }) => {
  expect((await page.goto('/outbox'))?.status()).toBe(404);
  await page.goto(await outboxLink());
  await expect(page).toHaveURL(/\/outbox$/);
  await expect(page.getByRole('heading', { name: 'Outbox' })).toBeVisible();
  const answer = await page.reload();
  expect(answer?.status()).toBe(200);
  expect(answer?.headers()).toMatchObject({
    'referrer-policy': 'no-referrer',
    'cache-control': expect.stringContaining('no-store'),
  });
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'outbox-key');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect((await stat(join(process.env.DATA_DIR as string, 'outbox-key'))).mode & 0o777).toBe(0o600);
});

test('the outbox is 404 without its key, even for requests that claim to be local', async ({ request, baseURL }) => {
  const claims: Record<string, string>[] = [
    {},
    { Host: 'localhost' },
    { 'X-Forwarded-For': '127.0.0.1' },
    { Forwarded: 'for=127.0.0.1;host=localhost' },
  ];
  const wrong = (await outboxLink()).slice(0, -1);
  const paths = [
    '/outbox',
    '/outbox?key=',
    wrong,
    '/outbox?key=a&key=b',
    '/outbox/open',
    wrong.replace('?', '/open?'),
    '/outbox/123e4567-e89b-42d3-a456-426614174000',
  ];
  for (const path of paths) {
    for (const headers of claims)
      expect((await request.get(path, { headers })).status(), `${path} ${JSON.stringify(headers)}`).toBe(404);
  }
  const cookie = { Cookie: `outbox-key=${new URL(wrong, baseURL).searchParams.get('key')}` };
  expect((await request.get('/outbox', { headers: cookie })).status()).toBe(404);
});
