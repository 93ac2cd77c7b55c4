import { expect, test } from 'vitest';
import { listLeftOut, warnings, withoutTaken } from './file-warnings';

const subtitles = { kind: 'subtitles', isReadable: true, count: 2 } as const;
const chapters = { kind: 'chapters', isReadable: true, count: 1 } as const;
const unreadable = { kind: 'sound', isReadable: false, count: 1 } as const;

test('lists what is left out, by kind', () => {
  expect(listLeftOut([])).toBe(null);
  expect(listLeftOut([subtitles])).toBe('2 subtitle tracks');
  expect(listLeftOut([unreadable, subtitles, chapters])).toBe(
    '1 audio track that this site cannot read, 2 subtitle tracks and 1 chapter mark',
  );
});
test('does not list tracks whose captions were taken over', () => {
  expect(withoutTaken([subtitles, chapters], 0)).toEqual([subtitles, chapters]);
  expect(withoutTaken([subtitles, chapters], 1)).toEqual([{ ...subtitles, count: 1 }, chapters]);
  expect(withoutTaken([subtitles, chapters], 2)).toEqual([chapters]);
  const pictures = { ...subtitles, isReadable: false };
  expect(withoutTaken([pictures], 1)).toEqual([pictures]);
});
test('warns only of what viewers may miss', () => {
  expect(warnings({ leftOut: [subtitles, chapters], isDamaged: false })).toEqual([]);
  expect(warnings({ leftOut: [unreadable, chapters], isDamaged: true })).toEqual([
    expect.stringContaining('Left out: 1 audio track that this site cannot read.'),
    expect.stringContaining('damaged'),
  ]);
});
