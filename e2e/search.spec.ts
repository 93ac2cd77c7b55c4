import { randomUUID } from 'node:crypto';
import { createMessageStore } from '@message-db/client';
import { captioning } from '@/workers/captioning/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { expectAccessible } from './support/accessible';
import { newPerson, register } from './support/people';
import { media, play } from './support/player';
import { expect, test } from './support/test';
import { publishTutorial } from './support/tutorials';
import { openDatabase } from './support/view-tables';

/** Says something in a video, by the command of its captions. */
async function say(videoId: string, lines: readonly { start: number; end: number; text: string }[]): Promise<void> {
  const database = openDatabase();
  try {
    const store = createMessageStore(database);
    const uploaded = await store.readLast(videoPublishing.stream(videoId), { type: 'VideoUploaded' });
    const { ownerId: userId } = uploaded!.data as { ownerId: string };
    const about = { videoId, userId, at: new Date().toISOString(), trackId: randomUUID(), language: 'en', label: '' };
    await store.write(captioning.commandStream(videoId), captioning.commands.AddTrack({ ...about, lines: [...lines] }));
  } finally {
    await database.end();
  }
}

test('a viewer misspells a word, chooses a suggestion by keyboard, filters, and opens the moment at which it is said', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Ada'));
  const watch = await publishTutorial(page, 'The zeppelin hitch', 8);
  const videoId = /[0-9a-f-]{36}/.exec(watch)![0];
  await say(videoId, [
    { start: 0, end: 1_500, text: 'Welcome to the harbour' },
    { start: 5_000, end: 6_500, text: 'Now the quokkaline goes through the loop' },
  ]);
  const viewer = await (await browser.newContext()).newPage();
  await expect
    .poll(async () => (await viewer.request.get('/search?q=quokkaline')).text())
    .toContain('The zeppelin hitch');

  await test.step('the key / leads to the field, whose suggestions know what was meant', async () => {
    await viewer.goto('/');
    // A combobox once it has the focus.
    const combobox = viewer.getByRole('combobox', { name: 'Search tutorials' });
    await expect(async () => {
      await viewer.keyboard.press('/');
      await expect(combobox).toBeFocused({ timeout: 2_000 });
    }).toPass();
    await combobox.fill('');
    await combobox.pressSequentially('quokkalnie');
    const option = viewer.getByRole('option', { name: 'quokkaline' });
    await expect(option).toBeVisible();
    await combobox.press('ArrowDown');
    await expect(option).toHaveAttribute('aria-selected', 'true');
    await combobox.press('Enter');
    await expect(viewer).toHaveURL(/\/search\?q=quokkaline$/);
  });

  await test.step('filters are in the address, and what they leave out is said', async () => {
    const results = viewer.getByRole('list', { name: 'Results' });
    await expect(results.getByRole('link', { name: 'The zeppelin hitch', exact: true })).toBeVisible();
    await expectAccessible(viewer, '/search?q=quokkaline');
    await viewer.getByLabel('Length').selectOption({ label: '20 minutes and more' });
    await viewer.getByRole('button', { name: 'Apply' }).click();
    await expect(viewer.getByText('No tutorial has these words and all filters.')).toBeVisible();
    await expect(viewer).toHaveURL(/length=long/);
    await viewer.getByRole('link', { name: 'Search without filters' }).click();
    await expect(results).toBeVisible();
    await viewer.getByLabel('Captions').selectOption({ label: 'English' });
    await viewer.getByRole('button', { name: 'Apply' }).click();
    await expect(viewer.getByRole('link', { name: /Remove the filter Captions: English/ })).toBeVisible();
    await expect(viewer).toHaveURL(/captions=en/);
  });

  await test.step('the moment opens the film there', async () => {
    const moments = viewer.getByRole('list', { name: 'Said in The zeppelin hitch' });
    await moments.getByRole('link', { name: /0:05.*quokkaline goes through/ }).click();
    await expect(viewer).toHaveURL(/[?&]t=5\b/);
    await play(viewer);
    await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThanOrEqual(5);
  });
});

test('a phone opens the field by its icon, and without scripts a search is a form', async ({ browser }) => {
  const phone = await (await browser.newContext({ viewport: { width: 320, height: 640 }, hasTouch: true })).newPage();
  await phone.goto('/');
  const open = phone.getByRole('button', { name: 'Open the search' });
  await open.tap();
  const field = phone.getByRole('searchbox', { name: 'Search tutorials' }).or(phone.getByRole('combobox'));
  await expect(field).toBeVisible();
  await field.fill('anything at all qqq');
  await field.press('Enter');
  await expect(phone.getByRole('heading', { name: /for .*anything at all qqq/ })).toBeVisible();

  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto('/');
  await plain.getByRole('searchbox', { name: 'Search tutorials' }).fill(`zzxqj' & | !`);
  await plain.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(plain.getByText('Nothing was found')).toBeVisible();
});
