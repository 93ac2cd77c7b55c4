import { describe, expect, test } from 'vitest';
import { describePublicity, readWas, writeWas, type Now } from './just-changed';

const [one, other] = ['10000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000002'];

describe('what videos were', () => {
  test('survives an address', () => {
    const all = [
      { videoId: one, visibility: 'private', publishAt: null },
      { videoId: other, visibility: 'scheduled', publishAt: '2026-12-01T08:00:00.000Z' },
    ] as const;
    expect(encodeURIComponent(writeWas(all))).toBe(writeWas(all));
    expect(readWas(writeWas(all))).toEqual(all);
  });

  test('is nothing where it cannot be read', () => {
    for (const text of [undefined, '', 'x', `${one}`, `${one}_secret`, `${one}_scheduled`, `${one}_private_5`, ['a']])
      expect(readWas(text)).toEqual([]);
  });
});

const video = (name: string, publication: Now['publication'], processing: Now['processing'] = 'done'): Now => ({
  ...{ name, publication, processing },
  visibility: publication === 'published' || publication === 'requested' ? 'public' : 'private',
});

describe('what became of a publication', () => {
  test('of all', () => {
    expect(describePublicity('publish', [video('A', 'published'), video('B', 'published')])).toBe(
      '2 videos are public.',
    );
    expect(describePublicity('unpublish', [video('A', 'unpublished')])).toBe('1 video is private.');
  });

  test('of some: which are not public, and why', () => {
    const videos = [
      video('A', 'published'),
      video('B', 'requested', 'running'),
      video('C', 'draft', 'failed'),
      video('D', 'requested', 'no-file'),
    ];
    expect(describePublicity('publish', videos).split('\n')).toEqual([
      '1 of 4 videos are public.',
      '1 is still being processed, and will be public when ready: “B”.',
      '1 has no file yet, and will be public when ready: “D”.',
      '1 stays private, because the file couldn’t be processed: “C”.',
    ]);
    expect(describePublicity('unpublish', [video('A', 'published'), video('B', 'unpublished')]).split('\n')).toEqual([
      '1 of 2 videos are private.',
      '1 can still be watched: “A”.',
    ]);
  });
});
