import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Returns a new person with a unique address. */
export function newPerson(name: string): Person {
  return {
    name,
    email: `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`,
    password: 'a few plain words',
  };
}

/** The account with this address may open /admin once the address is confirmed. */
export const ADMIN_EMAIL = 'admin@example.com';

/** Registers with the form, which leads to the studio: on a busy machine by way of signing in, when the account is ready. */
export async function registerWithForm(page: Page, person: Person): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Register' }).click();
  const ready = page.getByRole('heading', { name: 'Your account is ready' });
  await expect(page.getByRole('navigation', { name: 'Studio' }).or(ready)).toBeVisible();
  if (await ready.isVisible()) {
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await fillSignIn(page, person);
  }
  await expect(page).toHaveURL(/\/studio/);
}

/**
 * Registers and signs in by the requests of a browser without scripts. The page stays where it is; its next one is the
 * person's. @param site the URL of a site other than `baseURL`.
 */
export async function register({ request }: Page, person: Person, site = ''): Promise<void> {
  const html = await (await request.get(`${site}/register`)).text();
  const form = html.split('<form').find((part) => part.includes('name="formId"'))!;
  const fields = [...form.matchAll(/<input type="hidden"[^>]* name="([^"]*)"(?: value="([^"]*)")?/g)];
  const hidden = Object.fromEntries(fields.map(([, name, value = '']) => [name!, decode(value)]));
  const multipart = { ...hidden, ...person };
  // The same form makes the same account. On a busy machine the first answer may be that it is queued.
  await expect(async () => {
    const answer = await request.post(`${site}/register`, { multipart, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect(answer.headers().location).toContain('/studio');
  }).toPass();
}

/** Decodes the entities that React writes into an attribute. */
function decode(value: string): string {
  const entities: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" };
  return value.replace(/&(quot|amp|lt|gt|#x27);/g, (_, name: string) => entities[name]!);
}

/** Signs in with the form, which leads to the studio. */
export async function signIn(
  page: Page,
  { email, password }: Pick<Person, 'email' | 'password'>,
  site = '',
): Promise<void> {
  await page.goto(`${site}/sign-in`);
  await fillSignIn(page, { email, password });
  await expect(page).toHaveURL(/\/studio/);
}

async function fillSignIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
