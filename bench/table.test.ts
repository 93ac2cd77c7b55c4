import { expect, test } from 'vitest';
import { figureOf, notMeasured } from './figure';
import { table } from './table';

test('prints a line for each figure, with numbers in columns', () => {
  const figures = [
    figureOf('append', 'commands/s', { ours: [30_000, 31_000], baseline: [5000, 5000] }, { atLeast: 6 }),
    figureOf('latency', 'ms', { ours: [2.5], baseline: [1] }, { atMost: 2 }),
    notMeasured('append', 'slow', 'no gcc', { atLeast: 15 }),
  ];
  expect(table(figures).split('\n')).toEqual(
    [
      '                                   ours  baseline  ratio  goal  holds  runs  spread',
      'append: commands/s               30,500     5,000    6.1   ≥ 6    yes     2     3 %',
      'latency: ms                         2.5         1    2.5   ≤ 2     NO     1     0 %',
      'append: slow (not measured: no gcc)   –         –      –  ≥ 15      –     0       –',
    ].map((line) => expect.stringMatching(inAnyColumns(line))),
  );
});

/** Matches the same words with any space between them. */
function inAnyColumns(line: string): RegExp {
  const words = line.trim().split(/\s+/);
  return new RegExp(words.map((word) => word.replace(/[()]/g, '\\$&')).join('\\s+'));
}
