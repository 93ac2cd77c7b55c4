import { median, spread } from './statistics';

/** The limit of a ratio. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** A measured figure, as `--json` prints it and as the files in results/ contain it. */
export interface Figure {
  /** The name of the benchmark. */
  readonly name: string;
  /** The measured quantity, its unit, and the baseline. */
  readonly figure: string;
  /** Medians of the runs; null if it could not be measured. */
  readonly ours: number | null;
  readonly baseline: number | null;
  /** The median of each run's `ours / baseline`. */
  readonly ratio: number | null;
  /** The limit of the ratio, such as `≥ 6`; null for a figure that is only shown. */
  readonly goal: string | null;
  /** Null without a goal, or if it could not be measured. */
  readonly holds: boolean | null;
  readonly runs: number;
  /** The relative range of the runs' ratios: (largest − smallest) / median. */
  readonly spread: number | null;
}

/** Returns the figure of runs in which `ours[i]` and `baseline[i]` were measured one after the other. */
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

/** Returns a figure that cannot be measured on this machine, with the reason. */
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

/** Rounds to four significant digits, which is more than the precision of the measurements. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
