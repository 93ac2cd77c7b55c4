import type { Route } from 'next';
import { z } from 'zod';
import { ButtonLink } from '@/app/_ui/base/button-link';

/** Reads the position of the newest change of a page of a history. Null for the first page, and for anything else. */
export function readUpTo(value: unknown): number | null {
  return z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).safeParse(value).data ?? null;
}

interface HistoryPagesProps {
  /** The address of the history. */
  href: string;
  /** The position up to which this page goes; null for the first page. */
  upTo: number | null;
  /** The same of the next page; null if there is none. */
  earlier: number | null;
}

/** Leads to the other pages of a long history. Nothing for a short one. */
export function HistoryPages({ href, upTo, earlier }: HistoryPagesProps) {
  if (upTo === null && earlier === null) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap gap-3 border-t border-line p-5 sm:px-7">
      {upTo === null ? null : (
        <ButtonLink variant="secondary" href={href as Route}>
          Latest changes
        </ButtonLink>
      )}
      {earlier === null ? null : (
        <ButtonLink variant="secondary" href={`${href}?upTo=${earlier}` as Route}>
          Earlier changes
        </ButtonLink>
      )}
    </nav>
  );
}
