import { describe, expect, test } from 'vitest';
import { inOrder, pickVideos, type PickedFile } from './pick-files';

const picked = (path: string, size = 10): PickedFile => {
  const name = path.split('/').at(-1)!;
  return { path, file: { name, size, type: name.endsWith('.txt') ? 'text/plain' : '', lastModified: 0 } as File };
};
const pathsInOrder = (...paths: string[]) => inOrder(paths.map((path) => picked(path))).map(({ path }) => path);
const pick = (...files: PickedFile[]) => {
  const { videos, refusals } = pickVideos(files, 1000);
  return { videos: videos.map(({ name }) => name), refusals };
};

describe('the files of a course', () => {
  test('come in the order of their numbers', () => {
    expect(pathsInOrder('10 Splice.mp4', '2 Bowline.mp4', '1 Rope.mp4')).toEqual([
      '1 Rope.mp4',
      '2 Bowline.mp4',
      '10 Splice.mp4',
    ]);
    expect(pathsInOrder('Lesson 1.10.mp4', 'lesson 1.9.mp4')).toEqual(['lesson 1.9.mp4', 'Lesson 1.10.mp4']);
  });

  test('come folder by folder', () => {
    expect(pathsInOrder('Course/10/1.mp4', 'Course/2/2.mp4', 'Course/2/1.mp4', 'Course/0.mp4')).toEqual([
      'Course/0.mp4',
      'Course/2/1.mp4',
      'Course/2/2.mp4',
      'Course/10/1.mp4',
    ]);
    // A space sorts before a slash, so whole paths would mix the folders.
    expect(pathsInOrder('Knots b/1.mp4', 'Knots/2.mp4')).toEqual(['Knots/2.mp4', 'Knots b/1.mp4']);
  });
});

describe('the videos among the files', () => {
  test('of a folder are taken, and the others are counted, without those that systems leave there', () => {
    expect(
      pick(picked('Course/2.mp4'), picked('Course/1.mp4'), picked('Course/slides.key'), picked('Course/.DS_Store')),
    ).toEqual({
      videos: ['1.mp4', '2.mp4'],
      refusals: ['One other file in the folder isn’t a video and was left out.'],
    });
  });

  test('that cannot be taken are named, with the reason', () => {
    const { videos, refusals } = pick(picked('a.mp4'), picked('notes.txt'), picked('Course/huge.mp4', 1001));
    expect(videos).toEqual(['a.mp4']);
    expect(refusals).toEqual([
      expect.stringContaining('“huge.mp4” is 1'),
      expect.stringContaining('“notes.txt” is not a video.'),
    ]);
  });

  test('leave no endless list of reasons', () => {
    const { refusals } = pick(...Array.from({ length: 40 }, (_, index) => picked(`${index}.txt`)));
    expect(refusals).toHaveLength(4);
    expect(refusals.at(-1)).toBe('37 more files weren’t taken.');
  });

  test('of an empty folder are none, which is said', () => {
    expect(pick().refusals).toEqual(['There is no file in this folder.']);
  });
});
