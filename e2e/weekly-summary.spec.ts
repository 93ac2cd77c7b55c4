import { randomUUID } from 'node:crypto';
import { expect, test } from './support/test';
import { expectAccessible } from './support/accessible';
import { openMail } from './support/mail';
import { newPerson, register } from './support/people';
import { publishTutorial } from './support/tutorials';
import { openDatabase } from './support/view-tables';
import { viewOnce } from './support/viewings';

const SECONDS = 12;
const DAY_MS = 24 * 3600_000;

/** Somebody watches a video of a creator on some day of the week before this one, and the view is confirmed. */
async function watchLastWeek(videoId: string): Promise<void> {
  const database = openDatabase();
  const { rows } = await database.query('SELECT owner_id FROM view.videos WHERE video_id = $1', [videoId]);
  const today = new Date();
  const wednesday = today.getTime() - (((today.getUTCDay() + 6) % 7) + 5) * DAY_MS;
  const ids = { visitorId: randomUUID(), networkId: randomUUID(), ownerId: rows[0].owner_id };
  const openedAt = new Date(wednesday - 60_000).toISOString();
  const viewer = { ...ids, isBot: false, isCreator: false, openedAt, seesDeliveries: false };
  await viewOnce(videoId, SECONDS, undefined, { viewer, startedAt: wednesday });
  // The first summary is made at once, of the views that have been audited by then.
  const audited = `SELECT FROM message_store.messages WHERE type = 'ViewConfirmed' AND data->>'videoId' = $1`;
  await expect.poll(async () => (await database.query(audited, [videoId])).rowCount).toBe(1);
  await database.end();
}

test('a creator gets a summary of their week by email, and stops it with the link in it', async ({ page, request }) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const watch = await publishTutorial(page, 'How to whip a rope', SECONDS);
  await watchLastWeek(watch.split('/')[2]!);

  await page.goto('/studio/analytics');
  await page.getByRole('link', { name: 'Get a summary by email each week' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Emails' })).toBeVisible();
  await page.getByRole('button', { name: 'Turn on weekly summaries' }).click();
  await expect(page.getByText('You get it.')).toBeVisible();
  await expectAccessible(page, '/account/notices');

  await openMail(page, ada, 'Your week');
  const mail = page.frameLocator('iframe');
  await expect(mail.getByRole('heading', { name: 'Your week' })).toBeVisible();
  await expect(mail.getByText('How to whip a rope')).toBeVisible();
  const address = (await mail.getByRole('link', { name: 'Unsubscribe' }).getAttribute('href'))!;
  const [stopping] = await Promise.all([
    page.waitForEvent('popup'),
    mail.getByRole('link', { name: 'Unsubscribe' }).click(),
  ]);
  await expectAccessible(stopping, address);
  await stopping.getByRole('button', { name: 'Unsubscribe' }).click();
  await expect(stopping.getByText('You won’t get weekly summaries any more.')).toBeVisible();
  await page.goto('/account/notices');
  await page.getByRole('button', { name: 'Turn on weekly summaries' }).click();
  await expect(page.getByText('You get it.')).toBeVisible();

  await test.step('a program of mail stops it by a request', async () => {
    const { search } = new URL(address);
    const posted = await request.post(`/api/unsubscribe${search}`, { form: { 'List-Unsubscribe': 'One-Click' } });
    expect(posted.status()).toBe(202);
    await expect(async () => {
      await page.goto('/account/notices');
      await expect(page.getByRole('button', { name: 'Turn on weekly summaries' })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    const opened = await request.get(`/api/unsubscribe${search}`, { maxRedirects: 0 });
    expect(opened.headers().location).toBe(`/unsubscribe${search}`);
    expect((await request.post('/api/unsubscribe?user=1&token=2')).status()).toBe(400);
  });
});
