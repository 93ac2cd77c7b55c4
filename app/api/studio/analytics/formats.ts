import type { Analytics } from '@/app/studio/_analytics/read-analytics';

/** Returns analytics for other programs: times in ISO 8601, lengths in seconds. */
export function jsonOf({ state, period, sums, total, compared, breakdowns, audit, watchingNow }: Analytics): object {
  return {
    from: timeOf(period.edges[0]!),
    to: timeOf(period.edges.at(-1)!),
    timeZone: period.timeZone,
    by: period.step,
    filter: state.filter,
    total,
    ...(compared && { comparedWith: state.compare, comparedTotal: compared.total }),
    steps: rowsOf({ period, sums, compared }),
    breakdowns,
    audit,
    watchingNow,
  };
}

/** Returns the steps of a period as CSV after RFC 4180. No value needs quotes. What is not known is empty. */
export function csvOf(analytics: Analytics): string {
  const rows = rowsOf(analytics);
  const names = [
    'from',
    'to',
    'views',
    'viewers',
    'watchedSeconds',
    ...(analytics.compared ? ['comparedViews', 'comparedViewers', 'comparedWatchedSeconds'] : []),
  ];
  const lines = rows.map((row) => names.map((name) => row[name as keyof typeof row]).join(','));
  return [names.join(','), ...lines, ''].join('\r\n');
}

function rowsOf({ period, sums, compared }: Pick<Analytics, 'period' | 'sums' | 'compared'>) {
  return sums.map(({ views, viewers, watchedSeconds }, step) => {
    const before = compared?.sums[step];
    return {
      from: timeOf(period.edges[step]!),
      to: timeOf(period.edges[step + 1]!),
      views,
      viewers,
      watchedSeconds,
      ...(before && {
        comparedViews: before.views,
        comparedViewers: before.viewers,
        comparedWatchedSeconds: before.watchedSeconds,
      }),
    };
  });
}

function timeOf(moment: number): string {
  return new Date(moment).toISOString();
}
