import { expect, type Page } from '@playwright/test';

/** The form of a video's details in the studio. */

export function save(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Save', exact: true }).click();
}

export function expectSaved(page: Page): Promise<void> {
  return expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

export type Visibility = 'Private' | 'Unlisted' | 'Public' | 'Scheduled';

export function chooseVisibility(page: Page, visibility: Visibility): Promise<void> {
  return page.getByRole('radio', { name: visibility, exact: true }).check();
}

/** The video is public. */
export function expectPublished(page: Page): Promise<void> {
  return expect(page.getByText(/^Everyone, since/)).toBeVisible();
}
