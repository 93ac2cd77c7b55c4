import { Search, SearchX, X } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { formatCount, formatTutorials } from '@/app/_lib/format/format';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { SearchField } from '@/app/_ui/search/search-field';
import { FilterForm } from './filter-form';
import { FoundNames } from './found-names';
import { FoundVideos } from './found-videos';
import { activeFilters } from './filter-names';
import { NO_SEARCH, countFilters, hasEmptyValues, readSearch, searchPath, type SearchState } from './search-state';
import { NoteGap } from './note-gap';
import { isGap, searchVideos, type SearchResults } from './search-videos';
import { searchLanguages } from './_queries/search-languages';

export async function generateMetadata({ searchParams }: PageProps<'/search'>): Promise<Metadata> {
  const { q } = readSearch(await searchParams);
  return { title: q === '' ? 'Search' : `${q} – Search`, robots: { index: false } };
}

/** The search: what was found for the words in the address, with the moments at which they are said. */
export default async function SearchPage({ searchParams }: PageProps<'/search'>) {
  const given = await searchParams;
  const state = readSearch(given);
  if (hasEmptyValues(given)) redirect(searchPath(state));
  if (state.q === '') return <NothingAsked />;
  const [results, languages] = await Promise.all([searchVideos(state), searchLanguages()]);
  return (
    <Container className="grid gap-6 lg:grid-cols-[15rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr] lg:gap-x-10">
      <header className="grid gap-3 lg:col-start-2">
        <h1 className="text-2xl wrap-anywhere">
          {headingOf(results)} <q dir="auto">{results.searchedFor ?? state.q}</q>
        </h1>
        <Corrections state={state} results={results} />
        {countFilters(state) === 0 && isGap(results) ? <NoteGap q={state.q} /> : null}
        <ActiveFilters state={state} />
      </header>
      <aside aria-label="Filters" className="grid lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:self-start">
        <FilterForm state={state} languages={languages} />
      </aside>
      <div className="grid content-start gap-8 lg:col-start-2">
        <FoundNames creators={results.creators} series={results.series} sought={results.sought} />
        {results.videos.length === 0 ? (
          <NothingFound state={state} results={results} />
        ) : (
          <FoundVideos videos={results.videos} sought={results.sought} />
        )}
        <Pages state={state} pages={results.pages} />
      </div>
    </Container>
  );
}

function headingOf({ total, isAll, isSome }: SearchResults): string {
  if (total === 0 || isSome) return 'No tutorials for';
  if (!isAll) return `More than ${formatCount(total - (total % 100))} tutorials for`;
  return `${formatTutorials(total)} for`;
}

const link = 'font-medium text-accent underline underline-offset-4 hover:text-accent-strong';

/** Says what was searched if it is not what was typed, and what may have been meant. */
function Corrections({ state, results }: { state: SearchState; results: SearchResults }) {
  const { searchedFor, didYouMean, isSome } = results;
  if (searchedFor !== null)
    return (
      <p className="text-muted wrap-anywhere">
        Nothing was found for <q dir="auto">{state.q}</q>, so this is what was found for{' '}
        <q dir="auto" className="text-ink">
          {searchedFor}
        </q>
        .
      </p>
    );
  return (
    <>
      {isSome ? <p className="text-muted">No tutorial has all of these words. These have some of them.</p> : null}
      {didYouMean === null ? null : (
        <p className="wrap-anywhere">
          Did you mean{' '}
          <Link href={searchPath({ ...state, q: didYouMean, page: 1 })} prefetch={false} dir="auto" className={link}>
            {didYouMean}
          </Link>
          ?
        </p>
      )}
    </>
  );
}

/** The filters that are set: each can be removed. */
function ActiveFilters({ state }: { state: SearchState }) {
  const filters = activeFilters(state);
  if (filters.length === 0) return null;
  return (
    <ul aria-label="Filters that are set" className="flex flex-wrap gap-2">
      {filters.map(({ name, words }) => (
        <li key={name} className="min-w-0">
          <Link
            href={searchPath({ ...state, [name]: null, page: 1 })}
            prefetch={false}
            className="inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-full border border-line-strong/60 bg-surface px-3.5 text-sm hover:bg-sunken pointer-coarse:min-h-11"
          >
            <span className="sr-only">Remove the filter</span>
            <span dir="auto" className="truncate">
              {words}
            </span>
            <X aria-hidden className="size-4 shrink-0 text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NothingAsked() {
  return (
    <Container width="text" className="grid gap-6 text-center">
      <h1 className="text-2xl">What do you want to learn?</h1>
      <SearchField />
      <p className="text-muted text-pretty">
        Searches titles, descriptions, tags, chapters, series and creators, and what is said in the videos.
      </p>
    </Container>
  );
}

function NothingFound({ state, results }: { state: SearchState; results: SearchResults }) {
  const isLimited = countFilters(state) > 0;
  if (results.total > 0)
    return (
      <EmptyState
        icon={<Search />}
        title="There are no more results"
        action={<ButtonLink href={searchPath({ ...state, page: 1 })}>Go to the first page</ButtonLink>}
      />
    );
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing was found"
      text={
        isLimited ? 'No tutorial has these words and all filters.' : 'Check the spelling, or try fewer or other words.'
      }
      action={
        isLimited ? (
          <ButtonLink href={searchPath({ ...NO_SEARCH, q: state.q })}>Search without filters</ButtonLink>
        ) : (
          <ButtonLink variant="secondary" href="/">
            Browse tutorials
          </ButtonLink>
        )
      }
    />
  );
}

function Pages({ state, pages }: { state: SearchState; pages: number }) {
  if (pages < 2) return null;
  const { page } = state;
  return (
    <nav aria-label="Pages of results" className="flex flex-wrap items-center justify-between gap-3">
      {page > 1 ? (
        <ButtonLink variant="secondary" href={searchPath({ ...state, page: Math.min(page, pages + 1) - 1 })}>
          Previous
        </ButtonLink>
      ) : (
        <span />
      )}
      <p className="text-sm text-muted tabular-nums">
        Page {Math.min(page, pages)} of {pages}
      </p>
      {page < pages ? (
        <ButtonLink variant="secondary" href={searchPath({ ...state, page: page + 1 })}>
          Next
        </ButtonLink>
      ) : (
        <span />
      )}
    </nav>
  );
}
