import { expect, test } from 'vitest';
import {
  failedSentence,
  importedWords,
  nothingFoundSentence,
  nothingNewSentence,
  progressLabel,
  videosInArchives,
} from './sentences';

test.each([
  [['empty.zip'], 'No videos were found in “empty.zip”.'],
  [['a.zip', 'b.zip', 'c.zip'], 'No videos were found in “a.zip”, “b.zip”, or “c.zip”.'],
])('names the archives without videos: %j', (fileNames, sentence) => {
  expect(nothingFoundSentence(fileNames)).toBe(sentence);
});

test('one and several are told apart, of videos and of archives', () => {
  expect([videosInArchives(1, 1), videosInArchives(2_000, 2)]).toEqual([
    'One video in your archive',
    '2,000 videos in your archives',
  ]);
  expect([progressLabel(0, 1), progressLabel(1, 2)]).toEqual(['0 of one video imported', '1 of 3 videos imported']);
  expect([importedWords(0, 1), importedWords(1, 1), importedWords(2, 1), importedWords(3, 2)]).toEqual([
    null,
    'One video from this archive was imported as',
    '2 videos from this archive were imported as',
    '3 videos from these archives were imported as',
  ]);
  expect([failedSentence(1), failedSentence(2)]).toEqual([
    'One video couldn’t be imported: the list says why.',
    '2 videos couldn’t be imported: the list says why.',
  ]);
  expect(nothingNewSentence(1)).toContain('in this archive is new. Add another, or delete it.');
  expect(nothingNewSentence(2)).toContain('in these archives is new. Add others, or delete these.');
});
