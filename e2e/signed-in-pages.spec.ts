import { randomUUID } from 'node:crypto';
import { expect, test, type APIRequestContext } from './support/test';
import { register } from './support/people';

/** Names that would end the place in which they are written, if they could. */
const NAMES = [`"O'Neil" & </script><script>alert(1)</script> \\`, '$L1 $& 👩🏽‍🚀 عدا'];

/**
 * Returns the HTML of the home page without React's payload, whose rows have no fixed order, and without nonces: of files
 * they are only where Next writes them.
 */
async function homeOf(request: APIRequestContext, cookies: string): Promise<string> {
  const { cookies: own } = await request.storageState();
  const cookie = [...own.map(({ name, value }) => `${name}=${value}`), cookies].join('; ');
  const html = await (await request.get('/', { headers: { cookie } })).text();
  return html.replaceAll(/<script\b.*?<\/script>| nonce="[^"]*"/gs, '');
}

test('a page that is filled in for a user is what Next renders for them, and works', async ({ browser }) => {
  for (const name of NAMES) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
    const person = { name, email: `person-${randomUUID()}@example.com`, password: 'a few plain words' };
    await register(page, person);

    // A holder of an outbox key gets no shared pages. Other tests may publish between the two requests.
    const areEqual = async () => (await homeOf(page.request, '')) === (await homeOf(page.request, 'outbox-key=none'));
    await expect.poll(areEqual).toBe(true);

    const account = page.getByRole('button', { name: `Account: ${name}` });
    await page.goto('/');
    await account.click();
    await expect(page.locator('#account-menu')).toContainText(person.email);
    // By React's payload alone.
    await page.getByRole('link', { name: 'Your account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
    await page.getByRole('banner').getByRole('link', { name: 'Video Tutorials' }).click();
    await expect(page).toHaveURL('/');
    await account.click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
    expect(await homeOf(page.request, '')).not.toContain(person.email);
    expect(errors).toEqual([]);
    await context.close();
  }
});
