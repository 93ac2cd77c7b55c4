import { describe, expect, test } from 'vitest';
import { errorsOf, inOrder, newRow, nudge, rowsOf, textOf } from './rows';

const contents = (rows: readonly { time: string; title: string }[]) => rows.map(({ time, title }) => [time, title]);
const times = (rows: readonly { time: string }[]) => rows.map(({ time }) => time);

describe('the rows of the list', () => {
  test('are the lines of the form, also one that has no time yet', () => {
    const rows = rowsOf('0:00 Start\n\nBowline\r\n1:02:05 – Bends');
    expect(contents(rows)).toEqual([
      ['0:00', 'Start'],
      ['', 'Bowline'],
      ['1:02:05', 'Bends'],
    ]);
    expect(textOf(rows)).toBe('0:00 Start\nBowline\n1:02:05 Bends');
    expect(textOf([newRow('90', ' Knots '), newRow('x', 'y'), newRow('', '')])).toBe('1:30  Knots\nx y');
  });
  test('are in the order of their times, unless one is being typed', () => {
    const rows = [newRow('90', 'b'), newRow('0:05', 'a'), newRow('01:00:00', 'c')];
    expect(times(inOrder(rows))).toEqual(['0:05', '1:30', '1:00:00']);
    expect(times(inOrder([...rows, newRow('1:', 'd')]))).toEqual(['1:30', '0:05', '1:00:00', '1:']);
  });
  test('are moved by seconds within the video', () => {
    const row = newRow('0:59', 'a');
    expect(nudge(row, 1, 100).time).toBe('1:00');
    expect(nudge(row, -100, 100).time).toBe('0:00');
    expect(nudge(row, 100, 90.5).time).toBe('1:30');
    expect(nudge(row, 100, null).time).toBe('2:39');
    expect(nudge(newRow('x', 'a'), 1, 100).time).toBe('0:01');
  });
  test('show what is wrong where it is wrong', () => {
    const rows = [newRow('0:00', ''), newRow('x', 'b'), newRow('0:00', 'c'), newRow('2:00', 'd'), newRow('0:05', 'e')];
    const errors = errorsOf(rows, 60);
    expect(rows.map(({ key }) => errors.get(key)?.input ?? null)).toEqual(['title', 'time', 'time', 'time', 'time']);
    expect(errorsOf([newRow('0:00', 'a'), newRow('0:10', 'b')], 60).size).toBe(0);
  });
});
