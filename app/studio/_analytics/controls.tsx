import { X } from 'lucide-react';
import type { Route } from 'next';
import { NearLink } from '@/app/_ui/base/near-link';
import { Field } from '@/app/_ui/form/field';
import type { Period } from './period';
import { DaysForm, ParametersForm, PeriodLinks } from './period-controls';
import { COMPARISONS, PLAIN, STEPS, stateParameters, type AnalyticsState, type Dimension } from './state';
import { nameOf } from './words';

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** The period as links and as a form, and the filters as links that remove them. All of it is in the address. */
export function Controls({ state, period, path }: { state: AnalyticsState; period: Period; path: string }) {
  return (
    <div className="grid gap-3">
      <PeriodLinks state={state} path={path} />
      <details open={state.from !== '' || state.by !== '' || state.compare !== PLAIN.compare} className="text-sm">
        <summary className="w-fit cursor-pointer py-2 font-medium text-accent">Other dates and comparisons</summary>
        <div className="mt-2 flex flex-wrap gap-x-10 gap-y-4">
          <DaysForm state={state} period={period} path={path} />
          <ParametersForm state={state} path={path} typed={['by', 'compare']} button="Compare">
            <div className="w-32 max-w-full">
              <Field name="by" label="By" defaultValue={period.step} options={optionsOf(STEPS)} />
            </div>
            <div className="w-48 max-w-full">
              <Field
                name="compare"
                label="Compare with"
                defaultValue={state.compare}
                options={optionsOf(COMPARISONS)}
              />
            </div>
          </ParametersForm>
        </div>
      </details>
      <FilterList state={state} path={path} />
    </div>
  );
}

const FILTER_WORDS: Readonly<Record<Dimension, string>> = {
  source: 'From',
  sourceDetail: 'Which',
  audience: 'Viewers',
  device: 'On',
  browser: 'Browser',
  language: 'Language',
  country: 'Country',
};

function FilterList({ state, path }: { state: AnalyticsState; path: string }) {
  const filters = Object.entries(state.filter) as [Dimension, string][];
  if (filters.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap gap-2">
      {filters.map(([dimension, value]) => {
        const { [dimension]: _, ...others } = state.filter;
        // Which words or site says nothing without the source.
        const rest = dimension === 'source' ? { ...others, sourceDetail: undefined } : others;
        const name = `${FILTER_WORDS[dimension]}: ${nameOf(dimension, value)}`;
        return (
          <li key={dimension} className="min-w-0">
            <NearLink
              href={`${path}${stateParameters({ ...state, filter: rest })}` as Route}
              aria-label={`Remove the filter “${name}”`}
              className="inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-full bg-accent-soft px-3.5 text-sm font-medium text-accent pointer-coarse:min-h-11"
            >
              <span className="truncate" dir="auto">
                {name}
              </span>
              <X aria-hidden className="size-4 shrink-0" />
            </NearLink>
          </li>
        );
      })}
    </ul>
  );
}
