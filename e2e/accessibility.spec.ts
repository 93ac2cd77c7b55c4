import AxeBuilder from '@axe-core/playwright';
import openGraph from 'open-graph-scraper';
import { htmlFaults } from '@/app/_lib/testing/html-faults';
import { expect, test } from './support/test';
import { expectAccessible, expectAccessibleAsIs, expectSteady } from './support/accessible';
import { outboxLink } from './support/mail';
import { register, newPerson } from './support/people';
import { playAndPause } from './support/player';
import { labelVideo, publishTutorial } from './support/tutorials';

test('the public pages are accessible', async ({ page }) => {
  for (const path of ['/', '/privacy', '/register', '/sign-in', '/nothing-here', await outboxLink()]) {
    await expectAccessible(page, path);
    // Lists of what is new move when something is.
    if (path === '/register' || path === '/sign-in') await expectSteady(page, path);
  }
});

test('the pages of a creator and of a published tutorial are accessible, and valid HTML with a preview for links', async ({
  page,
}) => {
  await register(page, newPerson('Ada'));
  for (const path of ['/studio', '/studio/upload', '/sign-out']) await expectAccessible(page, path);
  const watch = await publishTutorial(page, 'How to tie a bowline', 6);
  await labelVideo(page, watch, { category: 'outdoors', tags: ['knots'] });
  for (const path of [watch.replace('/watch/', '/studio/videos/'), '/studio']) await expectAccessible(page, path);

  const creator = /href="(\/creators\/[a-z0-9-]+)"/.exec(await (await page.request.get(watch)).text())![1]!;
  const lists = [
    '/videos',
    '/categories',
    '/categories/outdoors',
    '/tags',
    '/tags/knots',
    '/creators',
    creator,
    '/series',
  ];
  const embed = watch.replace('/watch/', '/embed/');
  const found = '/search?q=bowline';
  for (const path of ['/', '/search', found, '/search?q=zzxqj&length=long', ...lists, watch, embed])
    await expectAccessible(page, path);
  for (const path of ['/', found, creator, watch, embed])
    expect(await htmlFaults(await (await page.request.get(path)).text()), path).toEqual([]);

  await test.step('with every sheet of the watch page', async () => {
    await page.goto(watch);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await expectAccessibleAsIs(page, 'the share panel', 'dialog');
    await page.keyboard.press('Escape');
    await playAndPause(page);
    await expectAccessibleAsIs(page, 'the player', '.player');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expectAccessibleAsIs(page, 'the settings', 'dialog');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessibleAsIs(page, 'the help', 'dialog');
  });

  const previewOf = async (path: string) => {
    const { result } = await openGraph({ html: await (await page.request.get(path)).text() });
    return result;
  };
  for (const path of ['/', ...lists.slice(0, 1)])
    expect(await previewOf(path)).toMatchObject({
      ...{ ogTitle: expect.stringContaining(' '), ogDescription: expect.stringContaining(' ') },
      ogImage: [{ url: expect.stringMatching(/^https?:.*\/icon-512\.png$/), width: '512', height: '512' }],
    });
  expect(await previewOf(watch)).toMatchObject({
    ...{ ogType: 'video.other', ogSiteName: 'Video Tutorials', ogTitle: 'How to tie a bowline' },
    ogUrl: expect.stringMatching(new RegExp(`^https?://.*${watch}/how-to-tie-a-bowline$`)),
    ogImage: [{ url: expect.stringMatching(/^https?:.*\.jpg$/), width: '320', height: '180', alt: expect.any(String) }],
    ogVideo: [{ url: expect.stringContaining(embed), type: 'text/html', width: '1280', height: '720' }],
    ...{ twitterCard: 'summary_large_image', twitterTitle: 'How to tie a bowline' },
    twitterImage: [{ url: expect.stringMatching(/^https?:.*\.jpg$/), alt: expect.any(String) }],
  });
});

test('forms with errors are accessible', async ({ page }) => {
  for (const [path, button] of [
    ['/register', 'Register'],
    ['/sign-in', 'Sign in'],
  ] as const) {
    await page.goto(path);
    await page.getByRole('main').getByRole('button', { name: button }).click();
    await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  }
});
