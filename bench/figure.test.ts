import { expect, test } from 'vitest';
import { figureOf, notMeasured } from './figure';

test('figureOf compares each run with its baseline, so that a slower machine does not change the ratio', () => {
  const figure = figureOf('append', 'x', { ours: [600, 300, 60], baseline: [100, 50, 10] }, { atLeast: 6 });
  expect(figure).toEqual({
    name: 'append',
    figure: 'x',
    ours: 300,
    baseline: 50,
    ratio: 6,
    goal: '≥ 6',
    holds: true,
    runs: 3,
    spread: 0,
  });
});

test.each([
  [[6.1], { atLeast: 6 }, true],
  [[5.9], { atLeast: 6 }, false],
  [[1.1], { atMost: 1.1 }, true],
  [[1.2], { atMost: 1.1 }, false],
] as const)('a ratio of %j with the goal %j holds: %s', (ours, goal, holds) => {
  expect(figureOf('x', 'x', { ours, baseline: [1] }, goal).holds).toBe(holds);
});

test('a figure without a goal neither holds nor fails', () => {
  expect(figureOf('x', 'x', { ours: [1], baseline: [2] }, null)).toMatchObject({ ratio: 0.5, goal: null, holds: null });
});

test('a goal does not hold for a run without a baseline', () => {
  expect(figureOf('x', 'x', { ours: [1], baseline: [] }, { atMost: 1 }).holds).toBe(false);
});

test('a figure that could not be measured has the reason', () => {
  expect(notMeasured('append', 'slow disk', 'there is no gcc', { atLeast: 15 })).toMatchObject({
    figure: 'slow disk (not measured: there is no gcc)',
    goal: '≥ 15',
    ratio: null,
    holds: null,
    runs: 0,
  });
});
