import { describe, expect, it } from 'vitest';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';
import { checkFile } from './check-file';

const file = { name: 'lesson.mp4', type: 'video/mp4', size: 1_000 };

describe('checking a chosen file', () => {
  it('takes videos, and files of a type that the browser does not know', () => {
    expect(checkFile(file)).toBeNull();
    expect(checkFile({ ...file, name: 'lesson.mkv', type: '' })).toBeNull();
    expect(checkFile({ ...file, type: 'application/octet-stream', size: UPLOAD_MAX })).toBeNull();
  });

  it.each([
    [{ size: 0 }, 'is empty'],
    [{ size: UPLOAD_MAX + 1 }, '10.7 GB'],
    [{ type: 'image/png' }, 'not a video'],
    [{ type: 'audio/mpeg' }, 'not a video'],
  ])('refuses %o by name', (change, words) => {
    const sentence = checkFile({ ...file, ...change });
    expect(sentence).toContain(words);
    expect(sentence).toContain('lesson.mp4');
  });
});
