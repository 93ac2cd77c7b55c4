import { describe, expect, test } from 'vitest';
import {
  addLine,
  changeLine,
  changesOf,
  isLate,
  mergeLine,
  moveAll,
  moveEnd,
  moveStart,
  openLines,
  rebase,
  removeLine,
  settle,
  splitLine,
  undo,
} from './lines-state';

const line = (lineId: number, start: number, end: number, text: string) => ({ lineId, start, end, text });
const one = line(1, 0, 1_000, 'Make a loop');
const two = line(2, 1_000, 2_000, 'then pull.');
const open = openLines([one, two], 3);

describe('a step of the editor', () => {
  test('changes a line, which is not saved yet', () => {
    const state = changeLine(open, 1, { text: 'Make a bight' });
    expect(changesOf(state)).toEqual({ added: [], changed: [{ ...one, text: 'Make a bight' }], removed: [] });
    expect(changesOf(changeLine(state, 1, { text: one.text }))).toEqual({ added: [], changed: [], removed: [] });
  });

  test('moves the times of a line, and leaves it some length', () => {
    expect(moveStart(open, 1, 500).lines[0]).toEqual({ ...one, start: 500 });
    expect(moveStart(open, 1, 1_500).lines.map(({ lineId }) => lineId)).toEqual([2, 1]);
    expect(moveStart(open, 1, -100).lines[0]!.start).toBe(0);
    expect(moveEnd(open, 2, 1_050)).toBe(open);
  });

  test('splits a line at a place, in proportion, and merges it again', () => {
    const split = splitLine(open, 1, 6, 9);
    expect(split.lines).toEqual([line(1, 0, 600, 'Make a'), line(9, 600, 1_000, 'loop'), two]);
    expect(mergeLine(split, 9).lines).toEqual([one, two]);
    expect(splitLine(open, 1, 0, 9)).toBe(open);
    expect(mergeLine(open, 1)).toBe(open);
  });

  test('adds, removes and moves lines, and can be undone', () => {
    expect(addLine(open, 9, 500).lines[1]).toEqual(line(9, 500, 1_000, ''));
    expect(changesOf(removeLine(open, 1)).removed).toEqual([1]);
    expect(moveAll(open, -500)).toBe(open);
    expect(moveAll(open, 250).lines[0]).toEqual({ ...one, start: 250, end: 1_250 });
    expect(undo(removeLine(open, 1)).lines).toEqual([one, two]);
  });
});

test('a line is late if the video has ended when it begins', () => {
  expect([999, 1_000, 1_001].map((start) => isLate({ start }, 1_000))).toEqual([false, true, true]);
  expect(isLate({ start: 1_000 }, null)).toBe(false);
});

describe('lines that were saved elsewhere meanwhile', () => {
  const theirs = { ...two, text: 'and pull.' };

  test('appear where the user has changed nothing', () => {
    const state = rebase(
      changeLine(open, 1, { text: 'Make a bight' }),
      [one, theirs, line(3, 5_000, 6_000, 'Done.')],
      4,
    );
    expect(state.lines.map(({ text }) => text)).toEqual(['Make a bight', 'and pull.', 'Done.']);
    expect(state).toMatchObject({ revision: 4, conflicts: {} });
    expect(changesOf(state).changed).toEqual([{ ...one, text: 'Make a bight' }]);
  });

  test('stand beside the user’s own of the same line, until one of them is chosen', () => {
    const state = rebase(changeLine(open, 2, { text: 'now pull.' }), [one, theirs], 4);
    expect(state.lines[1]!.text).toBe('now pull.');
    expect(state.conflicts).toEqual({ 2: theirs });
    expect(settle(state, 2, 'mine')).toMatchObject({ conflicts: {}, lines: [one, { text: 'now pull.' }] });
    expect(settle(state, 2, 'theirs')).toMatchObject({ conflicts: {}, lines: [one, theirs] });
  });

  test('are the user’s own after a save, so that nothing is left to save', () => {
    const state = changeLine(open, 2, { text: 'now pull.' });
    const saved = rebase(state, state.lines, 4);
    expect(changesOf(saved)).toEqual({ added: [], changed: [], removed: [] });
    expect(saved.conflicts).toEqual({});
  });

  test('are no other version any more once the user’s own is saved', () => {
    const state = rebase(changeLine(open, 2, { text: 'now pull.' }), [one, theirs], 4);
    expect(rebase(state, [{ ...one, text: 'Tie it' }, theirs], 5).conflicts).toEqual({ 2: theirs });
    expect(rebase(state, state.lines, 5)).toMatchObject({ conflicts: {}, lines: [one, { text: 'now pull.' }] });
  });

  test('are not taken back by an undo, unless they are the user’s own', () => {
    const moved = moveAll(open, 250);
    const state = rebase(moved, [one, two, line(3, 5_000, 6_000, 'Done.')], 4);
    expect(undo(state)).toBe(state);
    expect(state.lines.map(({ lineId }) => lineId)).toEqual([1, 2, 3]);
    expect(undo(rebase(moved, moved.lines, 4)).lines).toEqual([one, two]);
  });

  test('that are removed on one side and changed on the other are not lost', () => {
    expect(rebase(removeLine(open, 2), [one, theirs], 4).lines).toEqual([one, theirs]);
    const state = rebase(changeLine(open, 2, { text: 'now pull.' }), [one], 4);
    expect(state.lines[1]!.text).toBe('now pull.');
    expect(state.conflicts).toEqual({ 2: null });
  });
});
