import { describe, expect, test } from 'vitest';
import { checkFile } from './check-file';

const MAX = 10_000_000;
const file = { name: 'lesson.mp4', type: 'video/mp4', size: 1_000 };

describe('checking a chosen file', () => {
  test('takes videos, and files of a type that the browser does not know', () => {
    expect(checkFile(file, MAX)).toBeNull();
    expect(checkFile({ ...file, name: 'lesson.mkv', type: '' }, MAX)).toBeNull();
    expect(checkFile({ ...file, type: 'application/octet-stream', size: MAX }, MAX)).toBeNull();
  });

  test.each([
    [{ size: 0 }, 'is empty'],
    [{ size: MAX + 1 }, '10 MB'],
    [{ type: 'image/png' }, 'not a video'],
    [{ type: 'audio/mpeg' }, 'not a video'],
  ])('refuses %o by name', (change, words) => {
    const sentence = checkFile({ ...file, ...change }, MAX);
    expect(sentence).toContain(words);
    expect(sentence).toContain('lesson.mp4');
  });
});
