import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverOf } from './cover';
import { edgeOf, shown, sumsBetween, totalOf, type DayOfSums } from './sums';

const QUARTER_MS = 15 * 60 * 1000;
const START = Date.parse('2026-10-20T00:00:00Z');
const QUARTERS = 70 * 96;
const moment = fc.integer({ min: 0, max: QUARTERS }).map((quarter) => START + quarter * QUARTER_MS);

/** Returns the rows that the database has for one view at each of these moments, read at these edges. */
function rowsOf(views: readonly number[], edges: readonly number[]): DayOfSums[] {
  return [...new Set(views.map((at) => edgeOf(at).day))].flatMap((day): DayOfSums[] => {
    const own = views.filter((at) => edgeOf(at).day === day);
    const until = (quarter: number) => own.filter((at) => edgeOf(at).quarter < quarter).length;
    const whole = { day, views: own.length, watchedMilliseconds: own.length * 1000, viewers: own.length };
    const within = edges.map(edgeOf).filter((edge) => edge.day === day && edge.quarter > 0);
    const none = { ...whole, quarter: null, viewsUntil: null, watchedMillisecondsUntil: null, viewersUntil: null };
    return within.length === 0
      ? [none]
      : within.map(({ quarter }) => ({
          ...{ ...whole, quarter, viewsUntil: until(quarter) },
          watchedMillisecondsUntil: until(quarter) * 1000,
          viewersUntil: until(quarter),
        }));
  });
}

describe('the sums between moments', () => {
  test('are those of all views between them, for any views and moments', () => {
    fc.assert(
      fc.property(
        fc.array(moment, { maxLength: 50 }),
        fc.array(moment, { minLength: 2, maxLength: 20 }),
        (views, some) => {
          const edges = some.toSorted((one, other) => one - other);
          const expected = edges.slice(1).map((end, index) => {
            const count = views.filter((at) => at >= edges[index]! && at < end).length;
            return { views: count, watchedSeconds: count, viewers: count };
          });
          const rows = rowsOf(views, edges).filter(
            ({ day }) => day >= edgeOf(edges[0]!).day && day <= edgeOf(edges.at(-1)!).day,
          );
          expect(sumsBetween(rows, edges.map(edgeOf))).toEqual(expected);
        },
      ),
    );
  });

  test('add up to a total', () => {
    expect(
      totalOf([
        { views: 1, watchedSeconds: 2.5, viewers: 1 },
        { views: 2, watchedSeconds: 1, viewers: 1 },
      ]),
    ).toEqual({ views: 3, watchedSeconds: 3.5, viewers: 2 });
    expect(totalOf([{ views: 1, watchedSeconds: 1, viewers: null }]).viewers).toBe(null);
  });

  test('of a short time are not less than nothing, but add up with the others', () => {
    const sums = [-600, 700].map((watchedSeconds) => ({ views: 0, watchedSeconds, viewers: 0 }));
    expect(sums.map(shown).map(({ watchedSeconds }) => watchedSeconds)).toEqual([0, 700]);
    expect(shown(totalOf(sums)).watchedSeconds).toBe(100);
    expect(shown({ views: 2, watchedSeconds: 9, viewers: 0 }).viewers).toBe(null);
    expect(shown({ views: 0, watchedSeconds: 0, viewers: 0 }).viewers).toBe(0);
  });
});

describe('the parts of a period', () => {
  test('follow each other without a gap, and are whole units of their grain', () => {
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const parts = coverOf(from, to);
        expect([from, ...parts.map((part) => part.to)]).toEqual([...parts.map((part) => part.from), to]);
        for (const { grain, ...part } of parts) {
          const starts = [part.from, part.to].map((at) => new Date(at).toISOString());
          if (grain !== 'quarter') for (const start of starts) expect(start).toContain('T00:00:00.000Z');
          if (grain === 'month') for (const start of starts) expect(start).toContain('-01T');
        }
      }),
    );
  });

  test('are whole months with days and quarters of an hour at the edges', () => {
    const parts = coverOf(Date.parse('2026-10-30T22:15:00Z'), Date.parse('2026-12-02T06:00:00Z'));
    expect(parts.map(({ grain, from }) => [grain, new Date(from).toISOString().slice(0, 16)])).toEqual([
      ['quarter', '2026-10-30T22:15'],
      ['day', '2026-10-31T00:00'],
      ['month', '2026-11-01T00:00'],
      ['day', '2026-12-01T00:00'],
      ['quarter', '2026-12-02T00:00'],
    ]);
  });
});
