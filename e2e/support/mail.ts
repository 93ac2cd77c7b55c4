import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import PostalMime from 'postal-mime';
import { normaliseEmail } from '@/personal-data/address';
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

/** Waits for a mail to the person with a link to a page, and returns the newest link, without its origin. */
export async function mailedLink(
  { email }: Pick<Person, 'email'>,
  path: string,
  dataDir = process.env.DATA_DIR as string,
): Promise<string> {
  const outbox = join(dataDir, 'outbox');
  const to = normaliseEmail(email);
  let link = '';
  await expect(async () => {
    const found = await Promise.all((await readdir(outbox)).map((file) => linkIn(join(outbox, file), to, path)));
    const newest = found.filter((each) => each !== null).toSorted((a, b) => b.at - a.at)[0];
    expect(newest, `a mail to ${to} with a link to ${path}`).toBeDefined();
    link = newest!.link;
  }).toPass({ intervals: [50, 100, 200] });
  return link;
}

async function linkIn(file: string, to: string, path: string): Promise<{ link: string; at: number } | null> {
  const mail = file.endsWith('.eml') ? await readFile(file, 'utf8').catch(() => '') : '';
  if (!mail.toLowerCase().includes(to)) return null;
  const link = (await PostalMime.parse(mail)).text
    ?.match(/https?:\/\/\S+/g)
    ?.find((each) => new URL(each).pathname === path);
  if (link === undefined) return null;
  const { pathname, search } = new URL(link);
  return { link: pathname + search, at: (await stat(file)).mtimeMs };
}
