import type { Route } from 'next';
import { formatCount, formatTimeSpent } from '@/app/_lib/format/format';
import { Bar } from '@/app/_ui/base/bar';
import { Card } from '@/app/_ui/base/card';
import { NearLink } from '@/app/_ui/base/near-link';
import type { Share } from './_queries/breakdowns';
import { stateParameters, type AnalyticsState, type Dimension, type Filter } from './state';
import { formatShare, nameOf } from './words';

/** So many are shown at once. The rest is folded. */
const SHOWN = 6;

/**
 * A list of what viewers have in common, with the views and the share of each. Each is a link that filters by it.
 * @param total the views of the period, of which these are shares.
 * @param filterOf what a link filters by; by its dimension and value unless given.
 */
export function Breakdown<One extends Share>({
  title,
  dimension,
  shares,
  total,
  state,
  path,
  filterOf = ({ value }) => ({ [dimension]: value }),
}: {
  title: string;
  dimension: Dimension;
  shares: readonly One[];
  total: number;
  state: AnalyticsState;
  path: string;
  filterOf?: (share: One) => Filter;
}) {
  if (shares.length === 0) return null;
  const row = (share: One) => (
    <li key={`${share.value} ${JSON.stringify(filterOf(share))}`} className="py-1.5">
      <div className="flex items-baseline justify-between gap-4 text-[0.9375rem]">
        <NearLink
          href={`${path}${stateParameters({ ...state, filter: { ...state.filter, ...filterOf(share) } })}` as Route}
          dir="auto"
          className="min-w-0 py-0.5 break-words hover:underline"
        >
          {nameOf(dimension, share.value)}
        </NearLink>
        <span className="shrink-0 text-muted tabular-nums" title={`${formatTimeSpent(share.watchedSeconds)} watched`}>
          <span className="font-medium text-ink">{formatCount(share.views)}</span>
          <span className="sr-only"> {share.views === 1 ? 'view' : 'views'},</span>{' '}
          {total > 0 ? formatShare(share.views / total) : null}
        </span>
      </div>
      <Bar percent={total > 0 ? (share.views / total) * 100 : 0} className="mt-1 h-1.5" />
    </li>
  );
  return (
    <Card>
      <section aria-label={title}>
        <h3 className="mb-2 text-base font-semibold">{title}</h3>
        <ul>{shares.slice(0, SHOWN).map(row)}</ul>
        {shares.length > SHOWN ? (
          <details className="mt-1 text-sm">
            <summary className="w-fit cursor-pointer py-2 font-medium text-accent">
              Show {formatCount(shares.length - SHOWN)} more
            </summary>
            <ul>{shares.slice(SHOWN).map(row)}</ul>
          </details>
        ) : null}
      </section>
    </Card>
  );
}
