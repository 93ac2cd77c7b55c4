import { expect, test } from 'vitest';
import { NAME_MAX } from './contract';
import { nameFromFileName } from './name-from-file-name';

test.each([
  ['my_first-lesson.v2.mp4', 'My first lesson v2'],
  ['Knots.MOV', 'Knots'],
  ['Lesson 1.5', 'Lesson 1.5'],
  ['lesson 1.5.mp4', 'Lesson 1.5'],
  ['E-mail for beginners.webm', 'E-mail for beginners'],
  ['screen-recording-2026-11-21.mkv', 'Screen recording 2026 11 21'],
  ['C:\\videos\\knots.avi', 'Knots'],
  ['../../etc/knots.mp4', 'Knots'],
  ['ünïcode+straße.mp4', 'Ünïcode straße'],
  ['  spaces   and\ttabs .mp4', 'Spaces and tabs'],
  ['🎬 take.mp4', '🎬 take'],
  ['.mp4', 'Untitled video'],
  ['___.mp4', 'Untitled video'],
  ['---.mp4', 'Untitled video'],
  ['noextension', 'Noextension'],
  ['\u200B\u200D.mp4', 'Untitled video'],
  ['my\u00ADfirst_le\u202Esson.mp4', 'Myfirst lesson'],
  ['درس_می\u200Cخواهم.mp4', 'درس می\u200Cخواهم'],
  ['Cafe\u0301.mp4', 'Café'],
])('%j becomes %j', (fileName, name) => {
  expect(nameFromFileName(fileName)).toBe(name);
});

test('a long file name is truncated between characters', () => {
  const name = nameFromFileName(`${'x'.repeat(NAME_MAX - 1)}🎬🎬.mp4`);
  expect(name).toBe(`X${'x'.repeat(NAME_MAX - 2)}🎬`);
});
