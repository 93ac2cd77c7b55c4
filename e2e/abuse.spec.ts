import { createHash } from 'node:crypto';
import { expect, test, type APIRequestContext, type Page } from './support/test';
import { freePort } from '@/db/embedded/port';
import { startAnotherApp } from './support/another-app';
import { mailedLink } from './support/mail';
import { FINISH, finishFields, newPerson, register, requestLink, signIn } from './support/people';

/** Requests that the pages do not send. */

const TUS = { 'Tus-Resumable': '1.0.0' };

/** Returns the fields and values of the form that has this field. */
function fieldsOf(page: Page, field: string): Promise<Record<string, string>> {
  return page
    .locator(`form:has([name="${field}"])`)
    .evaluate((form: HTMLFormElement) =>
      Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])),
    );
}

/** Creates an upload. @returns its URL. */
async function createUpload(request: APIRequestContext): Promise<string> {
  const response = await request.post('/api/uploads', { headers: { ...TUS, 'Upload-Length': '20' } });
  expect(response.status()).toBe(201);
  return response.headers().location as string;
}

test('a link that was used to register does not sign in, with another password or the same', async ({ page }) => {
  const ada = newPerson('Ada');
  await page.goto('/register');
  await requestLink(page, ada);
  const link = await mailedLink(ada, FINISH);
  const form = { ...(await finishFields(page.request, link)), name: ada.name, password: ada.password };
  const send = (password: string) => page.request.post(FINISH, { multipart: { ...form, password }, maxRedirects: 0 });
  expect((await send(ada.password)).status()).toBe(303);
  for (const password of ['some other words', ada.password]) {
    await page.context().clearCookies();
    await expect(async () => expect(await (await send(password)).text()).toContain('This link doesn’t work.')).toPass();
    expect((await send(password)).headers()['set-cookie'] ?? '').not.toContain('session-token');
  }
});

test('sign-in is blocked after ten wrong passwords, but not in a browser that has signed in before', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  const own = await (await browser.newContext()).newPage();
  await register(own, ada);
  await page.goto('/sign-in');
  const form = await fieldsOf(page, 'password');
  const attempt = async ({ email, password }: { email: string; password: string }) =>
    (await page.request.post('/sign-in', { multipart: { ...form, email, password } })).text();
  for (const email of [ada.email, newPerson('Nobody').email]) {
    const guess = () => attempt({ email, password: 'a wrong guess' });
    const answers = await Promise.all(Array.from({ length: 15 }, guess));
    for (const _ of Array(10)) answers.push(await guess());
    const tried = answers.filter((answer) => answer.includes('Wrong email address or password'));
    expect(tried).toHaveLength(10);
    expect(answers.filter((answer) => answer.includes('Too many wrong passwords'))).toHaveLength(15);
    expect(await attempt({ email, password: ada.password })).toContain('Too many wrong passwords');
  }
  await own.goto('/sign-out');
  await own.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(own.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await signIn(own, ada);
});

test('with an attacker at work, in another process and from many networks, the owner signs in', async ({
  page,
  browser,
}) => {
  const ada = newPerson('Ada');
  await register(page, ada);
  const elsewhere = await (await browser.newContext()).newPage();
  const port = await freePort();
  const siteUrl = `http://localhost:${port}`;
  const app = await startAnotherApp({ SITE_URL: siteUrl, PORT: String(port), TRUSTED_PROXIES: '127.0.0.1' });
  const attacker = await (await browser.newContext({ baseURL: siteUrl })).newPage();
  await attacker.goto('/sign-in');
  const form = await fieldsOf(attacker, 'password');
  let guesses = 0;
  const guess = async () => {
    guesses += 1;
    const headers = { 'X-Forwarded-For': `2001:db8:0:${guesses.toString(16)}::1` };
    const multipart = { ...form, email: ada.email, password: `guess ${guesses}` };
    return (await attacker.request.post('/sign-in', { headers, multipart })).text();
  };
  await expect(async () => expect(await guess()).toContain('Too many wrong passwords')).toPass();
  let isOver = false;
  const attack = (async () => {
    while (!isOver) await guess();
  })();
  try {
    const signOut = async (isForgotten: boolean) => {
      await page.goto('/sign-out');
      const forget = page.getByRole('checkbox', { name: 'Forget this browser' });
      if (isForgotten) await forget.check();
      else await expect(forget).not.toBeChecked();
      await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    };
    const isRefused = async (other: Page) => {
      await other.goto('/sign-in');
      await other.getByLabel('Email').fill(ada.email);
      await other.getByLabel('Password', { exact: true }).fill(ada.password);
      await other.getByRole('button', { name: 'Sign in' }).click();
      await expect(other.getByRole('alert').filter({ hasText: 'Too many wrong passwords.' })).toBeVisible();
    };
    await test.step('on a known browser, as ever', async () => {
      await signOut(false);
      await signIn(page, ada);
    });
    await test.step('not on one that was forgotten', async () => {
      await signOut(true);
      await isRefused(page);
    });
    await test.step('on any other, with a mailed link', async () => {
      await isRefused(elsewhere);
      await elsewhere.getByRole('link', { name: 'Forgot your password?' }).click();
      await expect(elsewhere.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();
      await elsewhere.getByLabel('Email').fill(ada.email);
      await elsewhere.getByRole('button', { name: 'Send me a link' }).click();
      await elsewhere.goto(await mailedLink(ada, '/reset'));
      await elsewhere.getByLabel('New password', { exact: true }).fill('another few plain words');
      await elsewhere.getByRole('button', { name: 'Save the new password' }).click();
      await expect(elsewhere.getByRole('status').filter({ hasText: 'Your password is changed' })).toBeVisible();
      await signIn(elsewhere, { ...ada, password: 'another few plain words' });
    });
  } finally {
    isOver = true;
    await attack;
    await app.stop();
  }
});

test('next-auth’s endpoints reveal no errors, and write no logs for clients', async ({ request }) => {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  for (const given of [{ email: 'a\u0000@example.com', password: 'x' }, { email: { a: 1 }, password: ['x'] }, {}]) {
    const answer = await request.post('/api/auth/callback/credentials', {
      data: { csrfToken, json: 'true', ...given },
    });
    expect(answer.status()).toBe(401);
    expect(await answer.text()).toMatch(/error=(CredentialsSignin|unavailable)/);
  }
  expect((await request.post('/api/auth/_log', { data: { code: 'x', level: 'error' } })).status()).toBe(404);
});

test('only the owner of an upload can change it, even with another id in the query', async ({ page, browser }) => {
  const other = await (await browser.newContext()).newPage();
  await register(page, newPerson('Ada'));
  await register(other, newPerson('Bob'));
  const [own, theirs] = [await createUpload(page.request), await createUpload(other.request)];
  const theirId = theirs.split('/').at(-1) as string;
  const bytes = {
    headers: { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    data: 'bytes',
  };
  expect((await page.request.patch(theirs, bytes)).status()).toBe(404);
  expect((await page.request.delete(theirs, { headers: TUS })).status()).toBe(404);
  expect((await page.request.post(`${theirs}/completion`)).status()).toBe(404);
  expect((await page.request.patch(`${own}?x=/${theirId}`, bytes)).status()).toBe(204);
  expect((await other.request.head(theirs, { headers: TUS })).headers()['upload-offset']).toBe('0');
  expect((await page.request.head(own, { headers: TUS })).headers()['upload-offset']).toBe('5');
});

test('only administrators get an admin page, as HTML or as a React payload', async ({ page }) => {
  await register(page, newPerson('Ada'));
  const traceId = '123e4567-e89b-42d3-a456-426614174000';
  for (const path of ['/admin', `/admin/traces/${traceId}`]) {
    for (const headers of [{}, { RSC: '1' }, { RSC: '1', 'Next-Router-Prefetch': '1' }] as Record<string, string>[]) {
      const text = await (await page.request.get(path, { headers })).text();
      expect(text).not.toContain('Every command and event');
      expect(text).not.toContain('Messages · Video Tutorials');
      expect(text).not.toContain('No messages in this trace yet');
    }
    expect((await page.request.get(path)).status()).toBe(404);
  }
});

test('a form from another site is refused', async ({ page }) => {
  await register(page, newPerson('Ada'));
  await page.goto('/sign-out');
  const form = await page
    .locator('main form')
    .evaluate((element: HTMLFormElement) =>
      Object.fromEntries([...new FormData(element)].map(([name, value]) => [name, String(value)])),
    );
  for (const origin of ['https://evil.example', 'null']) {
    const answer = await page.request.post('/sign-out', {
      multipart: form,
      headers: { Origin: origin },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
  }
  await page.goto('/studio');
  await expect(page).toHaveURL(/\/studio$/);
});

test('the image optimiser of Next is off', async ({ request }) => {
  expect((await request.get('/_next/image?url=%2Fapi%2Fmedia%2Fx%2Fposter.jpg&w=640&q=75')).status()).toBe(404);
});

test('a forged viewing token is refused', async ({ request }) => {
  const forged = `${Buffer.from('{"viewingId":"x"}').toString('base64url')}.${createHash('sha256').update('x').digest('base64url')}`;
  for (const [data, status] of [
    [{ token: forged, watchedSeconds: 1 }, 403],
    [{ token: forged, watchedSeconds: -1 }, 400],
    ['x'.repeat(20_000), 413],
  ] as const) {
    expect((await request.post('/api/viewings', { data })).status()).toBe(status);
  }
});
