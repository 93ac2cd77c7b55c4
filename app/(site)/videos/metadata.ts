import type { Metadata } from 'next';
import { isFiltered, NO_FILTERS, listQuery, type AskedList } from './list-state';

/**
 * Returns what search engines and tabs get of a page of a list. Each page of a list is its own; filtered ones, and those
 * sorted by views, are other views of the same videos.
 */
export function browseMetadata(
  path: string,
  title: string,
  description: string,
  { list, cursor }: AskedList,
): Metadata {
  const isMain = !isFiltered(list) && list.sort === NO_FILTERS.sort;
  return {
    title: cursor ? `${title}, continued` : title,
    description,
    alternates: { canonical: `${path}${listQuery({ list, cursor })}` },
    ...(!isMain && { robots: { index: false, follow: true } }),
  };
}
