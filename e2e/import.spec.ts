import { readFile, writeFile } from 'node:fs/promises';
import { zipOf } from '@/workers/importing/testing/zip';
import { expect, test, type Page } from './support/test';
import { expectAccessible } from './support/accessible';
import { clip } from './support/clips';
import { newPerson, register } from './support/people';

async function uploadArchive(page: Page, path: string, files: Record<string, string | Buffer>): Promise<void> {
  await writeFile(path, await zipOf(files));
  await page.goto('/studio/import');
  await page.getByLabel('Choose archives').setInputFiles(path);
}

test('a folder with a list is previewed, imported as drafts, and not imported twice', async ({ page }, testInfo) => {
  await register(page, newPerson('Ada'));
  const film = await readFile(await clip({ seconds: 1 }));
  const lessons = {
    'lessons/list.csv':
      'file,title,tags,captions\nbowline.mp4,Tie a bowline,knots,en: bowline.vtt\nsplice.mp4,Splice,,',
    'lessons/bowline.mp4': film,
    'lessons/bowline.vtt': 'WEBVTT\n\n00:00.000 --> 00:01.000\nA loop\n',
    'lessons/notes.mp4': '',
  };
  await uploadArchive(page, testInfo.outputPath('lessons.zip'), lessons);
  await expect(page.getByRole('heading', { name: '2 videos in your archive' })).toBeVisible();
  await expect(page.getByText('“splice.mp4” is listed, but its file isn’t in any of the archives.')).toBeVisible();
  await expect(page.getByText('The file is empty.')).toBeVisible();
  await expect(page.getByText('1 tag · captions in English')).toBeVisible();
  await expectAccessible(page, '/studio/import');

  await expect(page.getByRole('checkbox', { name: 'Import Tie a bowline' })).toBeChecked();
  await page.getByRole('button', { name: 'Import selected videos' }).press('Enter');
  await expect(page.getByText('One video from this archive was imported as a draft.')).toBeVisible();
  await page.getByRole('link', { name: 'Tie a bowline' }).press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Tie a bowline');
  await expect(page.getByLabel('Tags')).toHaveValue('knots');

  await uploadArchive(page, testInfo.outputPath('again.zip'), lessons);
  await expect(page.getByText('This file is in your archives more than once. It was imported once.')).toBeVisible();
  await expect(page.getByRole('heading', { name: '3 videos in your archives' })).toBeVisible();
  await expect(page.getByText('Imported', { exact: true })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Import selected videos' })).toBeHidden();
});
