import { expectAccessible } from './support/accessible';
import { newPerson, register } from './support/people';
import { playMuted } from './support/player';
import { searchTranscript } from './support/search-gaps';
import { expect, test } from './support/test';
import { publishTutorial } from './support/tutorials';

const SRT = `1
00:00:00,200 --> 00:00:01,000
Make a small loop

2
00:00:01,200 --> 00:00:01,000
Žluťoučký kůň
`;

test('a creator adds captions from a file and edits them, and a viewer reads and follows them', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Ada'));
  const watch = await publishTutorial(page, 'Bowline', 3);
  const videoId = /[0-9a-f-]{36}/.exec(watch)![0];

  await page.goto(`/studio/videos/${videoId}/captions`);
  await page.getByLabel('Language').selectOption({ label: 'Czech' });
  await page.getByLabel('File', { exact: true }).setInputFiles({
    ...{ name: 'knots.srt', mimeType: 'application/x-subrip' },
    buffer: Buffer.from(`\uFEFF${SRT}\n3\n00:00:10,000 --> 00:00:11,000\nNobody hears this\n`, 'utf16le'),
  });
  await page.getByRole('button', { name: 'Add captions' }).press('Enter');
  await expect(
    page.getByText('1 line ended before it started, so it was given a usual length (line 6 of the file)'),
  ).toBeVisible();
  await expect(
    page.getByText('Left out: 1 line begins after the video ends, at 0:03 (line 10 of the file).'),
  ).toBeVisible();
  await expectAccessible(page, `/studio/videos/${videoId}/captions`);

  // Line by line, by keyboard; unsaved changes outlive a reload.
  await page.getByRole('link', { name: 'Edit Czech' }).press('Enter');
  const words = page.getByRole('textbox', { name: /^Line \d/ });
  await expect(words).toHaveCount(2);
  await words.nth(1).focus();
  const begins = page.getByRole('textbox', { name: 'Begins' });
  const before = await begins.inputValue();
  await begins.fill('0:10.0');
  await begins.press('Enter');
  await expect(page.getByText('This begins after the video ends, at 0:03.0')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await begins.fill(before);
  await begins.press('Enter');
  await words.first().focus();
  await words.first().fill('Make a small loop, then pull');
  await words.first().evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(18, 18));
  await page.keyboard.press('Alt+Enter');
  await expect(words).toHaveCount(3);
  await page.reload();
  await expect(page.getByText('Your unsaved changes are back.')).toBeVisible();
  await expect(words).toHaveCount(3);
  await words.nth(1).focus();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();

  // A viewer: the transcript without scripts, and the captions in the player, also the next time.
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(watch);
  await plain.getByRole('heading', { name: 'Transcript' }).click();
  await expect(plain.getByRole('link', { name: /Make a small loop, then pull/ })).toHaveAttribute('href', /\?t=0$/);
  await page.goto(watch);
  await page.getByRole('heading', { name: 'Transcript' }).click();
  await page.getByRole('searchbox', { name: 'Find in the transcript' }).fill('žluť');
  await expect(page.getByText(/^1 of \d passages?$/)).toBeVisible();
  await playMuted(page);
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelector<HTMLVideoElement>('hls-video')!.textTracks]
        .filter(({ kind }) => kind === 'captions')
        .map(({ language, mode }) => [language, mode]),
    );
  expect(await shown()).toEqual([['cs', 'disabled']]);
  await page.keyboard.press('c');
  await expect.poll(shown).toEqual([['cs', 'showing']]);
  await page.reload();
  await playMuted(page);
  await expect.poll(shown).toEqual([['cs', 'showing']]);

  await test.step('the creator sees what viewers look for in the transcript', async () => {
    const viewer = await (await browser.newContext()).newPage();
    await viewer.goto(watch);
    await viewer.getByRole('heading', { name: 'Transcript' }).click();
    const noted = viewer.waitForResponse((response) => response.url().endsWith('/api/search/transcripts'));
    await viewer.getByRole('searchbox', { name: 'Find in the transcript' }).fill('Half hitch');
    expect((await noted).status()).toBe(204);
    await searchTranscript(videoId, 'half hitch', false);
    await searchTranscript(videoId, 'half hitch', false);
    const searches = page.getByRole('region', { name: 'Looked for in the transcript' });
    await expect(async () => {
      await page.goto(`/studio/videos/${videoId}/analytics`);
      await expect(searches.getByRole('listitem')).toHaveText(/^half hitch\s*3 searches, not said$/, {
        timeout: 1_000,
      });
    }).toPass();
  });
});

test('captions are added without scripts, and a file that is none is refused with words', async ({ page, browser }) => {
  await register(page, newPerson('Bob'));
  const watch = await publishTutorial(page, 'Knot', 2);
  const videoId = /[0-9a-f-]{36}/.exec(watch)![0];
  const storageState = await page.context().storageState();
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage();
  await plain.goto(`/studio/videos/${videoId}/captions`);
  const choose = async (text: string) => {
    await plain.getByLabel('Language').selectOption({ label: 'English' });
    await plain
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'a.srt', mimeType: 'application/x-subrip', buffer: Buffer.from(text) });
    await plain.getByRole('button', { name: 'Add captions' }).click();
  };
  await choose('Hello');
  await expect(plain.getByText('There are no captions in this file.')).toBeVisible();
  await choose(SRT);
  await expect(plain.getByRole('link', { name: 'Edit English' })).toBeVisible();
});
