import { expect, test } from 'vitest';
import { staleSentence } from './stale-sentence';

const nothing = { hasWords: false, isUploading: false };

test('the sentence mentions what was typed only where something was typed', () => {
  expect(staleSentence('build', nothing)).toBe('The site was updated. Load this page again.');
  expect(staleSentence('build', { ...nothing, hasWords: true })).toBe(
    'The site was updated. Load this page again; what you typed is kept.',
  );
  expect(staleSentence('person', nothing)).toBe(
    'You signed in or out in another tab. Load this page again to continue.',
  );
  expect(staleSentence('person', { ...nothing, hasWords: true })).toContain('to continue; what you typed is kept.');
});

test('a page never asks to interrupt an upload of the same person, and says how it continues if another person is signed in', () => {
  expect(staleSentence('build', { hasWords: true, isUploading: true })).toBeNull();
  expect(staleSentence('person', { ...nothing, isUploading: true })).toMatch(
    /to continue\. Uploads continue when you choose the same file again\.$/,
  );
});
