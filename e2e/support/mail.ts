import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Person } from './people';

/** Returns the link to the outbox that the start of the site prints. */
export async function outboxLink(): Promise<string> {
  const key = await readFile(join(process.env.DATA_DIR as string, 'outbox-key'), 'utf8');
  return `/outbox?key=${key.trim()}`;
}

/** Waits for a mail to the person in the outbox, and opens the newest. @param subject a part of it. */
export async function openMail(page: Page, { email }: Pick<Person, 'email'>, subject = ''): Promise<void> {
  const mails = page.getByRole('listitem').filter({ hasText: email }).filter({ hasText: subject });
  const mail = mails.getByRole('link').first();
  await page.goto(await outboxLink());
  await expect(async () => {
    await page.goto('/outbox');
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await mail.click();
}

/** Confirms the person's address with the link in their welcome mail. */
export async function confirmAddress(page: Page, person: Pick<Person, 'email'>): Promise<void> {
  await openMail(page, person);
  const [confirming] = await Promise.all([
    page.waitForEvent('popup'),
    page.frameLocator('iframe').getByRole('link', { name: 'Confirm my address' }).click(),
  ]);
  await confirming.getByRole('button', { name: 'Confirm my address' }).click();
  await expect(confirming.getByRole('status')).toContainText('Your address is confirmed');
  await confirming.close();
}
