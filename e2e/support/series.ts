import { expect, type Page } from '@playwright/test';

/** Creates a series with the form, and adds the person's videos with these names. @returns its address in the studio. */
export async function createSeries(page: Page, title: string, lessonNames: readonly string[]): Promise<string> {
  await page.goto('/studio/series/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Title').press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const address = new URL(page.url()).pathname;
  await page.getByRole('link', { name: /^Add lessons/ }).click();
  for (const name of lessonNames) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: /^Add \d/ }).click();
  await expect(page.getByText('In this series').first()).toBeVisible();
  await page.goto(address);
  return address;
}
