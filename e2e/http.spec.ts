import { randomUUID } from 'node:crypto';
import { chromium, expect, test } from './support/test';
import { register, newPerson } from './support/people';
import { rawRequest, sendRaw, type RawAnswer } from './support/raw-http';
import { publishTutorial } from './support/tutorials';

/** Raw HTTP requests and responses. */

test('media support range requests, conditional requests and HEAD', async ({ page, baseURL }) => {
  await register(page, newPerson('Hedy'));
  await publishTutorial(page, `On the wire ${randomUUID().slice(0, 8)}`, 3);
  await page.goto('/');
  const poster = new URL(
    await page
      .locator('img[src*="/api/media/"]')
      .first()
      .evaluate((image: HTMLImageElement) => image.currentSrc || image.src),
  ).pathname;
  const send = (headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> =>
    sendRaw(
      baseURL as string,
      rawRequest(`${method} ${poster} HTTP/1.1`, [
        ['Host', new URL(baseURL as string).host],
        ...Object.entries(headers),
        ['Connection', 'close'],
      ]),
    );

  const whole = await send();
  expect([whole.status, whole.headers['accept-ranges']]).toEqual([200, 'bytes']);
  const { etag = '', 'last-modified': modified = '' } = whole.headers;
  const size = Number((await send({ Range: 'bytes=0-0' })).headers['content-range']?.split('/')[1]);
  const later = new Date(Date.parse(modified) + 60_000).toUTCString();

  const cases: [Record<string, string>, number, string | undefined][] = [
    [{ Range: 'bytes=2-5' }, 206, `bytes 2-5/${size}`],
    [{ Range: 'bytes=-4' }, 206, `bytes ${size - 4}-${size - 1}/${size}`],
    [{ Range: `bytes=${size}-` }, 416, `bytes */${size}`],
    [{ Range: 'bytes=0-1,4-5' }, 200, undefined],
    [{ Range: 'bytes=2-5', 'If-Range': etag }, 206, `bytes 2-5/${size}`],
    [{ Range: 'bytes=2-5', 'If-Range': modified }, 206, `bytes 2-5/${size}`],
    [{ Range: 'bytes=2-5', 'If-Range': '"other"' }, 200, undefined],
    [{ 'If-None-Match': etag }, 304, undefined],
    [{ 'If-None-Match': `"other", W/${etag}` }, 304, undefined],
    [{ 'If-None-Match': '"other"', 'If-Modified-Since': later }, 200, undefined],
    [{ 'If-Modified-Since': modified }, 304, undefined],
    [{ 'If-Match': '"other"' }, 412, undefined],
  ];
  for (const [headers, status, contentRange] of cases) {
    const answer = await send(headers);
    expect([answer.status, answer.headers['content-range']], JSON.stringify(headers)).toEqual([status, contentRange]);
    if (status === 206) expect(answer.body.length > 0, JSON.stringify(headers)).toBe(true);
    if (status === 304) expect(answer.body, JSON.stringify(headers)).toBe('');
  }
  const head = await send({ Range: 'bytes=2-5' }, 'HEAD');
  expect([head.status, head.headers['content-range'], head.body]).toEqual([200, undefined, '']);
  expect((await send({}, 'POST')).headers.allow).toBe('GET, HEAD, OPTIONS');
});

test('no request changes the page that visitors share', async ({ baseURL, request }) => {
  const { host } = new URL(baseURL as string);
  const get = (target: string, headers: [string, string][] = [], method = 'GET') =>
    sendRaw(
      baseURL as string,
      rawRequest(`${method} ${target} HTTP/1.1`, [['Host', host], ...headers, ['Connection', 'close']]),
    );
  const expectPage = async () => {
    const { status, headers, body } = await get('/');
    expect([status, headers['content-type'], headers['set-cookie']]).toEqual([
      200,
      'text/html; charset=utf-8',
      undefined,
    ]);
    // Booleans, because a failure would print the page.
    expect(/^<!DOCTYPE html><html lang="en"[^>]* data-theme="system" data-person="visitor"/.test(body)).toBe(true);
    expect(body.endsWith('</html>')).toBe(true);
    expect(body.includes('evil.example')).toBe(false);
  };
  const poison = '<script>alert(1)</script>evil.example';
  const encoded = encodeURIComponent(poison);
  await expectPage();
  for (const answer of [
    get('/', [['X-Forwarded-Host', 'evil.example']]),
    get('/', [
      ['X-Forwarded-Proto', 'https'],
      ['Forwarded', 'host=evil.example'],
    ]),
    get('/', [
      ['Accept-Language', 'de'],
      ['User-Agent', poison],
      ['Referer', `http://${host}/${encoded}`],
    ]),
    get('/', [['Cookie', `theme=${encoded}; next-auth.callback-url=${encoded}`]]),
    get('/', [['Cookie', 'next-auth.session-token=forged']]),
    get('/', [['Range', 'bytes=0-9']]),
    get('/', [['Accept-Encoding', 'br, gzip;q=0.5']]),
    get('/', [['RSC', '1']]),
    get('/', [
      ['RSC', poison],
      ['Next-Url', `/${encoded}`],
    ]),
    get('/', [['Next-Router-State-Tree', encoded]]),
    get('/', [['Content-Security-Policy', `script-src 'nonce-${encoded}'`]]),
    get('/', [
      ['X-Middleware-Prefetch', '1'],
      ['X-Nextjs-Data', '1'],
      ['X-Matched-Path', `/${encoded}`],
    ]),
    get('/', [['If-None-Match', '*']]),
    get('/', [], 'HEAD'),
    get(`/videos?sort=${encoded}`),
    get(`/videos?sort=views&sort=${encoded}&_rsc=${encoded}`),
    get(`/?${'x='.repeat(500)}${encoded}`),
    get(`http://${host}/?next=${encoded}`),
  ]) {
    await answer;
    await expectPage();
  }
  await request.post('/', { form: { x: poison } });
  await expectPage();
});

test('static files support ranges with GET only', async ({ baseURL }) => {
  const send = (method: string) =>
    sendRaw(
      baseURL as string,
      rawRequest(`${method} /favicon.svg HTTP/1.1`, [
        ['Host', new URL(baseURL as string).host],
        ['Range', 'bytes=0-3'],
        ['Connection', 'close'],
      ]),
    );
  expect((await send('GET')).status).toBe(206);
  expect((await send('HEAD')).status).toBe(200);
});

test('browsers may store pages of visitors for the Back button, but not pages with a session', async ({
  page,
  request,
}) => {
  for (const path of ['/', '/sign-in', '/register']) {
    const { 'cache-control': cacheControl, vary } = (await request.get(path)).headers();
    expect([cacheControl, vary], path).toEqual(['private, no-cache', expect.stringContaining('Cookie')]);
  }
  await register(page, newPerson('Ida'));
  for (const path of ['/', '/studio'])
    expect((await page.request.get(path)).headers()['cache-control'], path).toContain('no-store');
});

test('the back/forward cache restores a page', async ({ baseURL, launchOptions }) => {
  const browser = await chromium.launch({
    ...launchOptions,
    // A headless shell lacks this cache.
    ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : { channel: 'chromium' }),
    // Playwright disables it by default.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    const page = await browser.newPage({ baseURL: baseURL as string });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.enable');
    const navigations: string[] = [];
    devtools.on('Page.frameNavigated', ({ type }) => navigations.push(type));
    devtools.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) =>
      navigations.push(JSON.stringify(notRestoredExplanations)),
    );
    // News would refresh the home page, and a browser drops a page whose request is answered in its cache.
    await page.goto('/account/deleted');
    // The browser also drops a page that changes its history entry while it leaves, as the router does at its start.
    await page.waitForFunction(() => history.state !== null);
    await page.goto('/api/health/live');
    // Playwright does not notice a page that is restored from this cache.
    await page.evaluate(() => history.back());
    await expect.poll(() => navigations.slice(2)).toEqual(['BackForwardCacheRestore']);
  } finally {
    await browser.close();
  }
});

test('health has three endpoints: live, pages and commands', async ({ request }) => {
  for (const path of ['/api/health/live', '/api/health/pages', '/api/health/commands']) {
    const answer = await request.get(path);
    expect([answer.status(), await answer.json(), answer.headers()['cache-control']], path).toEqual([
      200,
      { status: 'ok' },
      'no-store',
    ]);
  }
  expect(await (await request.get('/api/health')).json()).toEqual({ status: 'ok', commands: 'ok' });
});
