import { expect, test, type APIRequestContext } from './support/test';
import { register, newPerson } from './support/people';

const UNKNOWN_ID = '123e4567-e89b-42d3-a456-426614174000';

/** Checks the HTML before scripts run. */
async function expectNotFound(request: APIRequestContext, path: string): Promise<void> {
  const answer = await request.get(path);
  expect(answer.status(), path).toBe(404);
  const html = await answer.text();
  expect(html, path).toMatch(/^<!DOCTYPE html><html lang="en"/);
  expect(html, path).toContain('<title>Not found · Video Tutorials</title>');
  expect(html, path).toMatch(/<h1[^>]*>Page not found<\/h1>/);
  expect(html, path).toMatch(/<a [^>]*href="\/"[^>]*>See all tutorials<\/a>/);
}

test('an unknown page is rendered completely on the server, with status 404', async ({ page }) => {
  const paths = [
    '/nonsense',
    '/watch/nonsense',
    `/watch/${UNKNOWN_ID}`,
    '/outbox',
    '/outbox/nonsense',
    `/outbox/${UNKNOWN_ID}`,
    '/studio/nonsense',
    '/studio/videos/nonsense',
    '/admin',
    '/admin?stream=nonsense',
    `/admin/traces/${UNKNOWN_ID}`,
  ];
  for (const path of paths) await expectNotFound(page.request, path);
  await register(page, newPerson('Ada'));
  for (const path of [
    ...paths,
    `/studio/videos/${UNKNOWN_ID}`,
    `/studio/upload?video=${UNKNOWN_ID}`,
    '/studio/upload?video=nonsense',
  ])
    await expectNotFound(page.request, path);
  expect(await (await page.request.get('/studio/nonsense')).text()).toContain('aria-label="Studio"');
});
