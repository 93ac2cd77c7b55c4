import { expect, test } from 'vitest';
import { NAME_MAX } from './contract';
import { nameFromFileName, shorten, tidyName } from './text';

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
])('a file called %j becomes %j', (fileName, name) => {
  expect(nameFromFileName(fileName)).toBe(name);
});

test('a long file name is cut to a name, never through a character', () => {
  const name = nameFromFileName(`${'x'.repeat(NAME_MAX - 1)}🎬🎬.mp4`);
  expect(name).toBe(`X${'x'.repeat(NAME_MAX - 2)}`);
  expect(shorten('ab cd', 3)).toBe('ab');
});

test.each([
  ['Ada \u202Egnp.exe', 'Ada gnp.exe'],
  ['\u200B\u2060', ''],
  ['👩‍💻 עברית', '👩‍💻 עברית'],
])('the name %j is kept as %j', (name, kept) => expect(tidyName(name)).toBe(kept));
