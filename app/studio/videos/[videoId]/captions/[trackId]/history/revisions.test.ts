import { describe, expect, test } from 'vitest';
import { differences, earlierThan, linesAfter, trackEntriesOf, wordsOf, type TrackEntry } from './revisions';

const line = (lineId: number, start: number, text: string) => ({ lineId, start, end: start + 900, text });
const [one, two] = [line(0, 0, 'One'), line(1, 1_000, 'Two')];
const bare = ({ start, end, text }: ReturnType<typeof line>) => ({ start, end, text });
const added = { kind: 'added', lines: [], removed: [] } as const;
const written = { kind: 'written', lines: [one, two], removed: [] } as const;

describe('the lines of a revision', () => {
  test('are those that were written, as they were edited since, in the order of time', () => {
    const edited = { kind: 'edited', lines: [line(1, 0, 'Second'), line(7, 500, 'Between')], removed: [0] } as const;
    expect(linesAfter([added, written])).toEqual([bare(one), bare(two)]);
    expect(linesAfter([added, written, edited])).toEqual([bare(line(1, 0, 'Second')), bare(line(7, 500, 'Between'))]);
  });
  test('are only those that replaced the others', () => {
    const replaced = { kind: 'replaced', lines: [], removed: [] } as const;
    expect(linesAfter([added, written, replaced])).toEqual([]);
    expect(linesAfter([added, written, replaced, { ...written, lines: [two] }])).toEqual([bare(two)]);
  });
  test('differ from others in what only one of them has, whatever their ids', () => {
    const changed = [line(5, 0, 'One'), line(6, 1_000, 'Zwei')];
    expect(differences([one, two], changed)).toEqual({ gone: [two], come: [changed[1]] });
  });
});

const entry: TrackEntry = {
  ...{ position: 1, kind: 'edited', revision: 1, restores: null, fileName: null, source: null },
  ...{ written: 0, removed: 0, userId: null, userName: null, at: null },
};

test('the parts of a large change are one entry', () => {
  const part = { ...entry, kind: 'written', revision: null, written: 200 } as const;
  const changes = [part, { ...part, written: 500 }, { ...entry, position: 2, written: 500 }, { ...entry, written: 3 }];
  expect(trackEntriesOf(changes)).toEqual([
    { ...entry, position: 2, written: 1_200 },
    { ...entry, written: 3 },
  ]);
});

test('a page of a history ends where a change ends', () => {
  const change = (position: number, kind: 'edited' | 'written') => ({ position, kind });
  const changes = [change(9, 'edited'), change(8, 'written'), change(7, 'edited'), change(4, 'written')];
  expect(earlierThan(changes, 5)).toBe(null);
  expect(earlierThan(changes, 4)).toBe(4);
  expect(earlierThan(changes.slice(0, 3), 3)).toBe(6);
});

test.each<[Partial<TrackEntry>, string]>([
  [{ written: 1 }, 'Wrote 1 line'],
  [{ written: 1_200, removed: 1 }, 'Wrote 1,200 lines and removed 1 line'],
  [{ removed: 2 }, 'Removed 2 lines'],
  [{ removed: 2, at: new Date(0) }, 'Removed 2 lines after the end of the video'],
  [{ removed: 2, at: new Date(0), userId: 'ada' }, 'Removed 2 lines'],
  [{ kind: 'added', fileName: 'a.srt', source: 'upload' }, 'Added with “a.srt”'],
  [{ kind: 'added', source: 'automatic' }, 'Written automatically'],
  [{ kind: 'replaced', fileName: 'b.srt' }, 'Replaced by “b.srt”'],
  [{ kind: 'replaced', restores: 0 }, 'Brought an earlier version back'],
  [{ kind: 'removed' }, 'Removed'],
])('an entry says what was done: %o', (change, words) => {
  expect(wordsOf({ ...entry, ...change }, [])).toBe(words);
});

test('an entry that brings a version back says which', () => {
  const first: TrackEntry = { ...entry, kind: 'added', revision: 0, fileName: 'a.srt' };
  const back: TrackEntry = { ...entry, kind: 'replaced', revision: 2, restores: 0 };
  const again: TrackEntry = { ...back, revision: 4, restores: 2 };
  const entries = [again, { ...entry, revision: 3 }, back, { ...entry, revision: 1 }, first];
  const words = 'Brought an earlier version back: added with “a.srt”';
  expect([back, again].map((each) => wordsOf(each, entries))).toEqual([words, words]);
});
