import { Clapperboard } from 'lucide-react';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { PageOf } from '@/app/_lib/lists/cursor';
import { formatViews } from '@/app/_lib/format/format';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Paging } from '@/app/_ui/list/paging';
import { VideoGrid } from '@/app/_ui/video/video-grid';
import { isFiltered, PERIOD_NAMES, NO_FILTERS, listQuery, type AskedList, type ListState } from './list-state';
import type { BrowsedVideo } from './_queries/browse-videos';

/**
 * A page of a list of videos, with links to the pages before and after it.
 * @param path of the list. @param empty says that the list has nothing.
 */
export function BrowseList({
  path,
  browsed: { list, cursor },
  page,
  empty,
}: {
  path: string;
  browsed: AskedList;
  page: PageOf<BrowsedVideo>;
  empty: ReactNode;
}) {
  const addressOf = (to: AskedList['cursor']) => `${path}${listQuery({ list, cursor: to })}`;
  if (page.rows.length === 0) return <Nothing path={path} list={list} isLater={cursor !== null} empty={empty} />;
  return (
    <>
      <h2 className="sr-only">Tutorials</h2>
      <VideoGrid
        videos={page.rows}
        isFirst
        viewsOf={({ viewsInPeriod }) => formatViewsInPeriod(viewsInPeriod, list.period)}
      />
      <Paging
        page={page}
        addressOf={addressOf}
        of="tutorials"
        words={list.sort === 'newest' ? undefined : ['More viewed', 'Less viewed']}
      />
    </>
  );
}

/** 12 → "12 views this week". Undefined for views of all time. */
export function formatViewsInPeriod(views: number | null, period: ListState['period']): string | undefined {
  return views === null ? undefined : `${formatViews(views)} ${PERIOD_NAMES[period].toLowerCase()}`;
}

/** Says why a page has nothing, and leads to one that has. */
function Nothing(props: { path: string; list: ListState; isLater: boolean; empty: ReactNode }) {
  const { path, list, isLater, empty } = props;
  const link = (changes: Partial<ListState>, words: string) => (
    <ButtonLink
      variant="secondary"
      href={`${path}${listQuery({ list: { ...list, ...changes }, cursor: null })}` as Route}
    >
      {words}
    </ButtonLink>
  );
  if (isLater)
    return <EmptyState icon={<Clapperboard />} title="The list ends here" action={link({}, 'Back to its start')} />;
  if (isFiltered(list)) {
    const { category, language, length } = NO_FILTERS;
    return (
      <EmptyState
        icon={<Clapperboard />}
        title="Nothing matches these filters"
        action={link({ category, language, length }, 'Clear the filters')}
      />
    );
  }
  if (list.period === 'all') return empty;
  return (
    <EmptyState
      icon={<Clapperboard />}
      title={`Nobody has watched anything ${PERIOD_NAMES[list.period].toLowerCase()} yet`}
      text="Days, weeks, months and years begin at midnight UTC."
      action={link({ period: 'all' }, 'Most viewed of all time')}
    />
  );
}
