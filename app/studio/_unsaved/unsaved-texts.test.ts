import { expect, test } from 'vitest';
import { BEGAN_FROM } from '@/app/_lib/commands/form-state';
import { unsavedTexts } from './unsaved-texts';

test('the texts that differ from what the page had are unsaved', () => {
  const began = JSON.stringify({ name: 'Bowline', description: 'One\nTwo', tags: '', category: '' });
  const draft = { name: 'Bowline', description: 'One\r\nTwo, three', tags: '', category: 'craft', [BEGAN_FROM]: began };
  expect(unsavedTexts(draft)).toEqual([{ label: 'Description', text: 'One\r\nTwo, three' }]);
});

test('a text of a form that began empty is unsaved', () => {
  expect(unsavedTexts({ title: 'Loops' })).toEqual([{ label: 'Title', text: 'Loops' }]);
});

test('the changed lines of captions are unsaved, with their times', () => {
  const line = { lineId: 1, start: 61_000, end: 62_000, text: 'Tie it' };
  const other = { lineId: 2, start: 70_000, end: 71_000, text: 'Pull' };
  const added = { lineId: 3, start: 5_500, end: 6_000, text: 'Hello' };
  const kept = JSON.stringify({ base: [line, other], lines: [added, { ...line, text: 'Tie it twice' }, other] });
  expect(unsavedTexts({ kept })).toEqual([{ label: 'Captions', text: '0:05 Hello\n1:01 Tie it twice' }]);
});

test('a draft that cannot be read has nothing', () => {
  expect(unsavedTexts({ kept: 'x', [BEGAN_FROM]: 'x' })).toEqual([]);
});
