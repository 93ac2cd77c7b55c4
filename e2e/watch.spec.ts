import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/test';
import { chooseVisibility, save } from './support/details';
import { register, newPerson } from './support/people';
import { media, play, playMuted } from './support/player';
import { publishTutorial } from './support/tutorials';
import { expectProposals } from './support/uploads';
import { nextViewing, recorded } from './support/viewings';

test('the player has keyboard shortcuts, speeds and qualities, and recovers from a lost connection', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Grace'));
  const name = `How to splice a rope ${randomUUID().slice(0, 8)}`;
  const address = await publishTutorial(page, name, 24, { width: 640, height: 360 });

  const viewer = await (await browser.newContext()).newPage();
  await test.step('a click plays, even before any script has run, and nothing of the video is loaded before', async () => {
    const video: string[] = [];
    viewer.on('request', (request) => {
      if (/\.(m3u8|mp4|m4s)$/.test(request.url())) video.push(request.url());
    });
    let run = () => {};
    const mayRun = new Promise<void>((resolve) => (run = resolve));
    await viewer.route('**/_next/static/**/*.js', async (route) => {
      await mayRun;
      await route.continue();
    });
    await viewer.goto(address, { waitUntil: 'commit' });
    await viewer.getByRole('button', { name: 'Play' }).click();
    expect(video).toEqual([]);
    run();
    await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThan(0.5);
    expect(video.length).toBeGreaterThan(0);
    await viewer.unroute('**/_next/static/**/*.js');
  });

  await test.step('keyboard shortcuts work without a click on the player', async () => {
    await viewer.goto(address);
    await expect(viewer).toHaveTitle(new RegExp(name));
    await expect(viewer.getByText('/ 0:24')).toBeVisible();
    // The first key may come before the page listens.
    await expect(async () => {
      await viewer.keyboard.press('k');
      await expect(viewer.locator('hls-video')).toBeAttached({ timeout: 5_000 });
    }).toPass();
    await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThan(0.5);
    await viewer.keyboard.press('m');
    await expect.poll(async () => (await media(viewer)).muted).toBe(true);
    await viewer.keyboard.press('l');
    await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThan(10);
    await viewer.keyboard.press('k');
    await expect.poll(async () => (await media(viewer)).paused).toBe(true);
  });

  await test.step('the highest speed is the highest that counts as watching', async () => {
    await viewer.getByRole('button', { name: /playback rate/i }).click();
    await expect(viewer.getByRole('menuitemradio')).toHaveText(['0.5x', '0.75x', '1x', '1.25x', '1.5x', '2x']);
    await viewer.getByRole('menuitemradio', { name: '2x' }).click();
    await expect.poll(async () => (await media(viewer)).playbackRate).toBe(2);
    await viewer.keyboard.press('>');
    await expect.poll(async () => (await media(viewer)).playbackRate).toBe(2);
  });

  await test.step('the qualities are those of the renditions', async () => {
    await viewer.getByRole('button', { name: 'Settings' }).click();
    await expect(viewer.getByLabel('Quality').getByRole('option')).toHaveText(['Automatic', '360p']);
    await expect(viewer.getByLabel('Quality')).toHaveValue('-1');
    await viewer.keyboard.press('Escape');
  });

  await test.step('leaving the page pauses the video', async () => {
    const element = await viewer.locator('hls-video').elementHandle();
    await viewer.keyboard.press('k');
    await viewer.getByRole('link', { name: 'Video Tutorials' }).click();
    await expect(viewer).toHaveURL('/');
    expect(await element?.evaluate((video) => (video as unknown as HTMLVideoElement).paused)).toBe(true);
  });

  await test.step('without a connection it shows an error, and a retry loads the video', async () => {
    await viewer.route('**/api/media/**', (route) => route.abort());
    await viewer.goto(address);
    await play(viewer);
    await expect(viewer.getByText('The video couldn’t be loaded.')).toBeVisible();
    await viewer.unroute('**/api/media/**');
    await viewer.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThan(0.5);
    // The speed that was chosen before.
    expect((await media(viewer)).playbackRate).toBe(2);
    await expect(viewer.getByText(/\/\s0:(23|24)/)).toBeVisible();
    await expect(viewer.getByText('The video couldn’t be loaded.')).toBeHidden();
  });
});

test('only the owner can open the watch page of an unpublished video', async ({ page, browser }) => {
  const joan = newPerson('Joan');
  await register(page, joan);
  const address = await publishTutorial(page, 'How to hide a tutorial', 1);
  await page.goto(address.replace('/watch/', '/studio/videos/'));
  await expectProposals(page);
  await chooseVisibility(page, 'Private');
  await save(page);
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Preview' }).click();
  await expect(page.getByText('Only the owner and collaborators can see this')).toBeVisible();
  expect((await page.goto(address))?.status()).toBe(200);
  await expect(page.getByText('Only the owner and collaborators can see this')).toBeVisible();
  const stranger = await (await browser.newContext()).newPage();
  expect((await stranger.goto(address))?.status()).toBe(404);
});

test('a view from an old page counts, and the player shows when views are refused', async ({
  page,
  browser,
  baseURL,
}) => {
  await register(page, newPerson('Mary'));
  const address = await publishTutorial(page, 'How to wait', 4);
  const viewer = await (await browser.newContext()).newPage();
  const secret = (await readFile(join(process.env.DATA_DIR as string, 'secret'), 'utf8')).trim();
  /** Ages a token by nine days. */
  const aged = (token: string) => {
    const payload = JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString()) as {
      issuedAt: number;
    };
    const encoded = Buffer.from(
      JSON.stringify({ ...payload, issuedAt: payload.issuedAt - 9 * 24 * 3600_000 }),
    ).toString('base64url');
    return `${encoded}.${createHmac('sha256', secret)
      .update(JSON.stringify(['viewing token', encoded]))
      .digest('base64url')}`;
  };
  await viewer.route(
    '**/api/viewings/token',
    async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { token: aged(((await answer.json()) as { token: string }).token) } });
    },
    { times: 1 },
  );
  const statuses: string[] = [];
  viewer.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/viewings')) statuses.push(`${pathname} ${response.status()}`);
  });
  await viewer.goto(address);
  await playMuted(viewer);
  await expect(viewer.getByRole('article').first().getByText('1 view', { exact: true })).toBeVisible();
  expect(statuses.slice(0, 4)).toEqual([
    '/api/viewings/token 200',
    '/api/viewings 410',
    '/api/viewings/token 200',
    '/api/viewings 204',
  ]);

  await viewer.route('**/api/viewings', (route) => route.fulfill({ status: 403, json: { error: 'No.' } }));
  await viewer.goto(new URL(address, baseURL).href);
  await playMuted(viewer);
  await expect(viewer.getByRole('status').filter({ hasText: 'Your view isn’t being counted.' })).toBeVisible();
});

test('a viewing tells the search or the feed that led to it, and the part that was watched twice', async ({
  page,
  browser,
}) => {
  await register(page, newPerson('Grace'));
  const watch = await publishTutorial(page, 'How to whip a quokkarope', 14);
  const viewer = await (await browser.newContext({ locale: 'de-AT' })).newPage();
  await expect.poll(async () => (await viewer.request.get('/search?q=quokkarope')).text()).toContain(watch);

  await viewer.goto('/search?q=whip+Quokkarope');
  await viewer.getByRole('main').getByRole('link', { name: 'How to whip a quokkarope' }).first().click();
  await expect(viewer).toHaveTitle(/How to whip/);
  const viewing = nextViewing(viewer);
  await playMuted(viewer);
  const viewingId = await viewing;
  await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThan(3);
  await viewer.keyboard.press('Home');
  await expect.poll(async () => (await media(viewer)).currentTime).toBeLessThan(3);
  await expect.poll(async () => (await media(viewer)).currentTime).toBeGreaterThan(2);
  await viewer.keyboard.press('k');
  const twice = { from: expect.any(Number), to: expect.any(Number), rate: 1, isVisible: true };
  await expect.poll(async () => (await recorded(viewingId)).ranges.length).toBeGreaterThan(1);
  const { contexts, ranges } = await recorded(viewingId);
  expect(ranges).toEqual(ranges.map(() => twice));
  const secondsAt = (second: number) => ranges.filter(({ from, to }) => from <= second && second < to).length;
  expect([secondsAt(1), secondsAt(13.9)], JSON.stringify(ranges)).toEqual([2, 0]);
  const search = { source: 'search', sourceDetail: 'whip quokkarope', device: 'computer', language: 'de' };
  expect(contexts).toEqual(contexts.map(() => expect.objectContaining(search)));

  const reader = await (await browser.newContext()).newPage();
  await reader.goto(`${watch}#feed`);
  await expect(reader).toHaveURL(new RegExp(`${watch}/[^#]+$`));
  const fromFeed = nextViewing(reader);
  await playMuted(reader);
  const feedViewing = await fromFeed;
  await expect.poll(async () => (await recorded(feedViewing)).contexts[0]?.source).toBe('feed');
});
