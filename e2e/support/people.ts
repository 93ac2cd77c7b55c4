import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { mailedLink } from './mail';

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

/** The account with this address may open /admin. */
export const ADMIN_EMAIL = 'admin@example.com';

/** Registers with the forms, which leads to the studio: on a busy machine by way of signing in, when the account is ready. */
export async function registerWithForm(page: Page, person: Person): Promise<void> {
  await page.goto('/register');
  await requestLink(page, person);
  await page.goto(await mailedLink(person, FINISH));
  await finishRegistration(page, person);
}

/** Asks for a link with the form that is open. */
export async function requestLink(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByRole('main').getByRole('button', { name: 'Register' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Check your email.' })).toBeVisible();
}

/** Finishes a registration on the page that the mailed link opens. */
export async function finishRegistration(page: Page, person: Person): Promise<void> {
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Finish' }).click();
  const ready = page.getByRole('heading', { name: 'Your account is ready' });
  await expect(page.getByRole('navigation', { name: 'Studio' }).or(ready)).toBeVisible();
  if (await ready.isVisible()) {
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await fillSignIn(page, person);
  }
  await expect(page).toHaveURL(/\/studio/);
}

/** The page that finishes a registration. */
export const FINISH = '/register/finish';

/**
 * Registers and signs in by the requests of a browser without scripts. The page stays where it is; its next one is the
 * person's. @param site the URL of a site other than `baseURL`. @param dataDir its data folder.
 */
export async function register({ request }: Page, person: Person, site = '', dataDir?: string): Promise<void> {
  const form = hiddenFields(await (await request.get(`${site}/register`)).text(), 'email');
  const asked = await request.post(`${site}/register`, { multipart: { ...form, email: person.email } });
  expect(await asked.text()).toContain('Check your email.');
  const link = await mailedLink(person, FINISH, dataDir);
  const multipart = { ...(await finishFields(request, link, site)), name: person.name, password: person.password };
  const answer = await request.post(site + FINISH, { multipart, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  // On a busy machine the account is ready a little later.
  if (!answer.headers().location!.startsWith('/studio'))
    await expect(() => signInByRequest(request, person, site)).toPass();
}

/** Returns the hidden fields of the page that finishes a registration. */
export async function finishFields(request: APIRequestContext, link: string, site = '') {
  return hiddenFields(await (await request.get(site + link)).text(), 'password');
}

async function signInByRequest(request: APIRequestContext, { email, password }: Person, site: string): Promise<void> {
  const form = hiddenFields(await (await request.get(`${site}/sign-in`)).text(), 'password');
  const answer = await request.post(`${site}/sign-in`, { multipart: { ...form, email, password }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
}

/** Returns the names and values of the hidden fields of the form that has this field. */
function hiddenFields(html: string, field: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(`name="${field}"`))!;
  const fields = [...form.matchAll(/<input type="hidden"[^>]* name="([^"]*)"(?: value="([^"]*)")?/g)];
  return Object.fromEntries(fields.map(([, name, value = '']) => [name!, decode(value)]));
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
