import { expect, test, type APIRequestContext } from '@playwright/test';
import { register, somebody } from './support/people';

const NOBODYS = '123e4567-e89b-42d3-a456-426614174000';

/** What arrives before any script runs. */
async function checkWhole(request: APIRequestContext, path: string): Promise<void> {
  const answer = await request.get(path);
  expect(answer.status(), path).toBe(404);
  const html = await answer.text();
  expect(html, path).toMatch(/^<!DOCTYPE html><html lang="en"/);
  expect(html, path).toContain('<title>Not found · Video Tutorials</title>');
  expect(html, path).toMatch(/<h1[^>]*>Page not found<\/h1>/);
  expect(html, path).toMatch(/<a [^>]*href="\/"[^>]*>See all tutorials<\/a>/);
}

test('what is not there is a whole page with status 404, scripts or not', async ({ page }) => {
  const paths = [
    '/nonsense',
    '/watch/nonsense',
    `/watch/${NOBODYS}`,
    '/outbox',
    '/outbox/nonsense',
    `/outbox/${NOBODYS}`,
    '/studio/videos/nonsense',
    '/admin',
    '/admin?stream=nonsense',
    `/admin/traces/${NOBODYS}`,
  ];
  for (const path of paths) await checkWhole(page.request, path);
  await register(page, somebody('Ada'));
  for (const path of [
    ...paths,
    `/studio/videos/${NOBODYS}`,
    `/studio/upload?video=${NOBODYS}`,
    '/studio/upload?video=nonsense',
  ])
    await checkWhole(page.request, path);
});
