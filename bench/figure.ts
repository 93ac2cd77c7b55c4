import { median, spread } from './statistics';

/** What a ratio must be. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One measured figure, as `--json` prints it and as the results of record hold it. */
export interface Figure {
  /** The bench. */
  readonly name: string;
  /** What is measured, in what unit, and what it is compared to. */
  readonly figure: string;
  /** Medians over the runs; null where nothing could be measured. */
  readonly ours: number | null;
  readonly baseline: number | null;
  /** The median of each run's `ours / baseline`. */
  readonly ratio: number | null;
  /** What the ratio must be, such as `≥ 6`; null for a figure that is only shown. */
  readonly goal: string | null;
  /** Null where there is no goal, or nothing could be measured. */
  readonly holds: boolean | null;
  readonly runs: number;
  /** How far the runs' ratios lie apart: (largest − smallest) / median. */
  readonly spread: number | null;
}

/** A figure of runs in which `ours[i]` and `baseline[i]` were measured one after the other. */
export function figureOf(
  name: string,
  figure: string,
  { ours, baseline }: { ours: readonly number[]; baseline: readonly number[] },
  goal: Goal | null,
): Figure {
  const ratios = ours.map((value, run) => value / (baseline[run] ?? NaN));
  const ratio = median(ratios);
  return {
    name,
    figure,
    ours: rounded(median(ours)),
    baseline: rounded(median(baseline)),
    ratio: rounded(ratio),
    goal: goal && textOf(goal),
    holds: goal && meets(ratio, goal),
    runs: ratios.length,
    spread: rounded(spread(ratios)),
  };
}

/** A figure that cannot be had on this machine, and why. */
export function notMeasured(name: string, figure: string, reason: string, goal: Goal): Figure {
  return {
    name,
    figure: `${figure} (not measured: ${reason})`,
    ours: null,
    baseline: null,
    ratio: null,
    goal: textOf(goal),
    holds: null,
    runs: 0,
    spread: null,
  };
}

function textOf(goal: Goal): string {
  return 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
}

function meets(ratio: number, goal: Goal): boolean {
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}

/** Four significant digits: the measurements are not better than that. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
