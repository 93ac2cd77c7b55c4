import { expect, test } from 'vitest';
import { nothingFoundSentence } from './sentences';

test.each([
  [['empty.zip'], 'No videos were found in “empty.zip”.'],
  [['a.zip', 'b.zip', 'c.zip'], 'No videos were found in “a.zip”, “b.zip”, or “c.zip”.'],
])('names the archives without videos: %j', (fileNames, sentence) => {
  expect(nothingFoundSentence(fileNames)).toBe(sentence);
});
