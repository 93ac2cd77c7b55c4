import { SlidersHorizontal } from 'lucide-react';
import Form from 'next/form';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { ClosePopover } from '@/app/_ui/base/close-popover';
import { Field } from '@/app/_ui/form/field';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import type { FieldOptions } from '@/app/_ui/form/select';
import { CATEGORIES, CATEGORY_NAMES } from '@/text/categories';
import { languageName, type Language } from '@/text/languages';
import { LENGTH_NAMES } from '@/text/lengths';
import { TAG_MAX } from '@/text/tags';
import { AGE_NAMES, SORT_NAMES } from './filter-names';
import { countFilters, NO_SEARCH, searchPath, type SearchState } from './search-state';

interface FilterFormProps {
  state: SearchState;
  /** The languages to choose from. */
  languages: { readonly spoken: readonly Language[]; readonly captions: readonly Language[] };
}

const ANY = { value: '', label: 'Any' };
const optionsOf = (names: Readonly<Record<string, string>>): FieldOptions =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const languagesOf = (tags: readonly Language[], chosen: string | null): FieldOptions =>
  [...new Set([...tags, ...(chosen !== null && chosen !== 'any' ? [chosen as Language] : [])])]
    .map((value) => ({ value, label: languageName(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));

/**
 * The filters and the order of a search, as a GET form: what it sets is in the address. Beside the results on a wide page,
 * and a sheet on a phone, which the browser opens and closes without scripts.
 */
export function FilterForm({ state, languages }: FilterFormProps) {
  const count = countFilters(state);
  return (
    <>
      <button
        type="button"
        popoverTarget="search-filters"
        className={buttonStyles('secondary', 'medium', 'justify-self-start lg:hidden')}
      >
        <SlidersHorizontal aria-hidden />
        {count === 0 ? 'Filter and sort' : `Filter and sort (${count})`}
      </button>
      <div
        id="search-filters"
        popover="auto"
        className="fixed inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full max-w-none overflow-y-auto rounded-t-2xl border-0 border-t border-line bg-surface p-5 text-ink shadow-floating open:block lg:static lg:block lg:max-h-none lg:overflow-visible lg:rounded-none lg:border-0 lg:bg-transparent lg:p-0 lg:shadow-none"
      >
        <div className="mb-3 flex items-center justify-between lg:hidden">
          <h2 className="text-lg">Filter and sort</h2>
          <ClosePopover target="search-filters" label="Close the filters" className="-mr-2" />
        </div>
        {/* The key sets the fields to what is in the address. */}
        <Form
          action="/search"
          prefetch={false}
          key={searchPath(state)}
          aria-label="Filter and sort"
          className="grid gap-4 max-lg:grid-cols-1 max-lg:min-[30rem]:grid-cols-2"
        >
          <input type="hidden" name="q" value={state.q} />
          <Field name="sort" label="Sort by" options={optionsOf(SORT_NAMES)} defaultValue={state.sort} />
          <Field
            name="category"
            label="Category"
            options={[ANY, ...CATEGORIES.map((value) => ({ value, label: CATEGORY_NAMES[value] }))]}
            defaultValue={state.category ?? ''}
          />
          <Field
            name="length"
            label="Length"
            options={[ANY, ...optionsOf(LENGTH_NAMES)]}
            defaultValue={state.length ?? ''}
          />
          <Field name="age" label="Published" options={[ANY, ...optionsOf(AGE_NAMES)]} defaultValue={state.age ?? ''} />
          <Field
            name="language"
            label="Language"
            options={[ANY, ...languagesOf(languages.spoken, state.language)]}
            defaultValue={state.language ?? ''}
          />
          <Field
            name="captions"
            label="Captions"
            options={[
              { value: '', label: 'With or without' },
              { value: 'any', label: 'With captions' },
              ...languagesOf(languages.captions, state.captions),
            ]}
            defaultValue={state.captions ?? ''}
          />
          <Field name="tag" label="Tag" defaultValue={state.tag ?? ''} maxLength={TAG_MAX} autoComplete="off" />
          <div className="flex flex-wrap items-end gap-3 lg:mt-1">
            <SubmitButton variant="secondary">Apply</SubmitButton>
            {count === 0 ? null : (
              <ButtonLink variant="ghost" href={searchPath({ ...NO_SEARCH, q: state.q, sort: state.sort })}>
                Clear filters
              </ButtonLink>
            )}
          </div>
        </Form>
      </div>
    </>
  );
}
