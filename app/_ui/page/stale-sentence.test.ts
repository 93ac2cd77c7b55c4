import { expect, test } from 'vitest';
import { staleSentence } from './stale-sentence';

const nothing = { hasUnsavedText: false, isUploading: false };

test('the sentence mentions typed text only if there is some', () => {
  expect(staleSentence('build', nothing)).toBe('The site was updated. Load this page again.');
  expect(staleSentence('build', { ...nothing, hasUnsavedText: true })).toBe(
    'The site was updated. Load this page again; what you typed is kept.',
  );
  expect(staleSentence('person', nothing)).toBe(
    'You signed in or out in another tab. Load this page again to continue.',
  );
  expect(staleSentence('person', { ...nothing, hasUnsavedText: true })).toContain(
    'to continue; what you typed is kept.',
  );
});

test('the sentence never asks to interrupt an upload of the same person, and says how it continues for another person', () => {
  expect(staleSentence('build', { hasUnsavedText: true, isUploading: true })).toBeNull();
  expect(staleSentence('person', { ...nothing, isUploading: true })).toMatch(
    /to continue\. Uploads continue when you choose the same file again\.$/,
  );
});
