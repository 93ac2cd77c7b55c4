import { expect, test } from 'vitest';
import { render } from '@/app/_lib/testing/render';
import type { ListedItem } from './_queries/found-items';
import { ItemRow } from './item-row';

const item: ListedItem = {
  ...{ itemId: 'item', path: 'lessons/knots.mp4', bytes: 20, title: 'Knots', descriptionLength: 0, tags: 0 },
  ...{ chapters: 0, publishedOn: null, captions: [], notices: [], refusal: null, state: null, failure: null },
  videoId: null,
};

test.each([
  ['same-file', 'It is imported once.', 'It was imported once.'],
  ['same-video', 'The video is imported once.', 'The video was imported once.'],
] as const)('a duplicate (%s) says whether the other file is imported already', async (refusal, before, after) => {
  const waiting = await render(() => <ItemRow item={{ ...item, refusal }} />);
  expect(waiting.text).toMatch(new RegExp(`${before} Duplicate$`));
  const imported = await render(() => <ItemRow item={{ ...item, refusal, state: 'imported', videoId: 'video' }} />);
  expect(imported.text).toMatch(new RegExp(`${after} Already imported$`));
  expect(imported.html).toContain('href="/studio/videos/video/details"');
});
