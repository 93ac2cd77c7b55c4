import type { Route } from 'next';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { PageOf } from '@/app/_lib/lists/cursor';
import { ButtonLink } from '@/app/_ui/base/button-link';

interface PagingProps {
  page: Pick<PageOf<unknown>, 'before' | 'after'>;
  /** Returns the address of the page at a cursor. */
  addressOf: (cursor: PageOf<unknown>['after']) => string;
  /** What the pages are of, such as "tutorials". */
  of: string;
  /** The words on the links, to the page before and the page after. */
  words?: readonly [before: string, after: string];
}

/** Links to the page before and the page after, which work without scripts. Nothing on an only page. */
export function Paging({ page: { before, after }, addressOf, of, words = ['Newer', 'Older'] }: PagingProps) {
  if (!before && !after) return null;
  return (
    <nav aria-label={`Pages of ${of}`} className="mt-10 flex flex-wrap justify-between gap-3 print:hidden">
      {before ? (
        <ButtonLink variant="secondary" rel="prev" href={addressOf(before) as Route}>
          <ChevronLeft aria-hidden />
          {words[0]}
        </ButtonLink>
      ) : (
        <span />
      )}
      {after ? (
        <ButtonLink variant="secondary" rel="next" href={addressOf(after) as Route}>
          {words[1]}
          <ChevronRight aria-hidden />
        </ButtonLink>
      ) : null}
    </nav>
  );
}
