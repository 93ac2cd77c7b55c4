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

/**
 * Registers with the form, which signs in and leads to the studio. @param site the URL of a site other than `baseURL`.
 */
export async function register(page: Page, person: Person, site = ''): Promise<void> {
  await page.goto(`${site}/register`);
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page).toHaveURL(/\/studio/);
}

/** Signs in with the form, which leads to the studio. */
export async function signIn(
  page: Page,
  { email, password }: Pick<Person, 'email' | 'password'>,
  site = '',
): Promise<void> {
  await page.goto(`${site}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/studio/);
}
