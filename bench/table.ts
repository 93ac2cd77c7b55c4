import type { Figure } from './figure';

const HEADINGS = ['', 'ours', 'baseline', 'ratio', 'goal', 'holds', 'runs', 'spread'];

/** Formats figures as a table, with a line for each. */
export function table(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const aligned = (cell: string, index: number) => cell.padStart(widths[index + 1] ?? 0);
  return rows
    .map(([text = '', ...numbers]) => [text.padEnd(widths[0] ?? 0), ...numbers.map(aligned)].join('  ').trimEnd())
    .join('\n');
}

function cells({ name, figure, ours, baseline, ratio, goal, holds, runs, spread }: Figure): string[] {
  return [
    `${name}: ${figure}`,
    number(ours),
    number(baseline),
    number(ratio),
    goal ?? '–',
    holds === null ? '–' : holds ? 'yes' : 'NO',
    String(runs),
    spread === null ? '–' : `${Math.round(spread * 100)} %`,
  ];
}

function number(value: number | null): string {
  if (value === null) return '–';
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(value);
}
