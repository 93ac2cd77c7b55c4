import { SlidersHorizontal } from 'lucide-react';
import Form from 'next/form';
import { Button } from '@/app/_ui/base/button';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Field } from '@/app/_ui/form/field';
import { ChoiceLinks } from '@/app/_ui/list/choice-links';
import type { Route } from 'next';
import { CATEGORIES, CATEGORY_NAMES } from '@/text/categories';
import { languageName, type Language } from '@/text/languages';
import { LENGTH_NAMES, LENGTHS } from '@/text/lengths';
import { isFiltered, PERIOD_NAMES, NO_FILTERS, listQuery, type ListState } from './list-state';

interface BrowseToolsProps {
  /** The address of the list, without its query. */
  path: string;
  list: ListState;
  /** The languages to choose from. */
  languages: readonly Language[];
  /** Whether one can choose a category. */
  hasCategories: boolean;
}

const ALL = { value: '', label: 'All' };

/** Sorts and filters a list of videos by links and a form. All of it is in the address. */
export function BrowseTools({ path, list, languages, hasCategories }: BrowseToolsProps) {
  const addressOf = (changes: Partial<ListState>) =>
    `${path}${listQuery({ list: { ...list, ...changes }, cursor: null })}`;
  const periods = Object.entries(PERIOD_NAMES) as [ListState['period'], string][];
  return (
    <div className="mb-8 flex flex-wrap items-center gap-x-4 gap-y-1">
      <ChoiceLinks
        label="Order"
        choices={[
          { href: addressOf({ sort: 'newest', period: 'all' }), label: 'Newest', isChosen: list.sort === 'newest' },
          {
            href: addressOf({ sort: 'views', period: list.sort === 'views' ? list.period : 'week' }),
            label: 'Most viewed',
            isChosen: list.sort === 'views',
          },
        ]}
      />
      <Filters path={path} list={list} languages={languages} hasCategories={hasCategories} />
      {list.sort === 'views' ? (
        <ChoiceLinks
          label="Views counted"
          choices={periods.map(([period, label]) => ({
            href: addressOf({ period }),
            label,
            isChosen: list.period === period,
          }))}
        />
      ) : null}
    </div>
  );
}

/** Closed until somebody wants it, so that the page begins with what it lists. */
function Filters({ path, list, languages, hasCategories }: BrowseToolsProps) {
  const isOn = isFiltered(list);
  return (
    <details open={isOn} className="ml-auto open:order-last open:ml-0 open:w-full sm:order-last">
      <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg px-1 text-sm font-medium text-muted hover:text-ink">
        <SlidersHorizontal aria-hidden className="size-4" />
        Filters
      </summary>
      <Form
        action={path as Route}
        prefetch={false}
        className="mt-2 grid items-end gap-4 rounded-2xl border border-line bg-surface p-4 sm:flex sm:flex-wrap"
      >
        {list.sort === NO_FILTERS.sort ? null : <input type="hidden" name="sort" value={list.sort} />}
        {list.period === NO_FILTERS.period ? null : <input type="hidden" name="period" value={list.period} />}
        {hasCategories ? (
          <div className="sm:w-60">
            <Field
              name="category"
              label="Category"
              defaultValue={list.category ?? ''}
              options={[ALL, ...CATEGORIES.map((value) => ({ value, label: CATEGORY_NAMES[value] }))]}
            />
          </div>
        ) : null}
        <div className="sm:w-48">
          <Field
            name="language"
            label="Language"
            defaultValue={list.language ?? ''}
            options={[ALL, ...languages.map((value) => ({ value, label: languageName(value) }))]}
          />
        </div>
        <div className="sm:w-52">
          <Field
            name="length"
            label="Length"
            defaultValue={list.length ?? ''}
            options={[ALL, ...LENGTHS.map((value) => ({ value, label: LENGTH_NAMES[value] }))]}
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="secondary">
            Show
          </Button>
          {isOn ? (
            <ButtonLink
              variant="ghost"
              href={
                `${path}${listQuery({ list: { ...NO_FILTERS, sort: list.sort, period: list.period }, cursor: null })}` as Route
              }
            >
              Clear
            </ButtonLink>
          ) : null}
        </div>
      </Form>
    </details>
  );
}
