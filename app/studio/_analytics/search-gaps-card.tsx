import type { Route } from 'next';
import { formatCount } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { NearLink } from '@/app/_ui/base/near-link';
import type { SearchGap } from './_queries/search-gaps';

/** What people searched for on this site and did not find: somebody could make a tutorial of it. */
export function SearchGapsCard({ gaps }: { gaps: readonly SearchGap[] }) {
  if (gaps.length === 0) return null;
  return (
    <Card>
      <section aria-labelledby="search-gaps">
        <h2 id="search-gaps" className="text-lg">
          Wanted, and not found
        </h2>
        <p className="mt-1 text-sm text-pretty text-muted">
          People searched this whole site for these words, and no tutorial had them then. Perhaps you can make one.
        </p>
        <ol className="mt-3">
          {gaps.map(({ words, searches }) => (
            <li
              key={words}
              className="flex items-baseline justify-between gap-4 border-b border-line py-2 last:border-0"
            >
              <NearLink
                href={`/search?q=${encodeURIComponent(words)}` as Route}
                dir="auto"
                className="min-w-0 wrap-anywhere hover:underline"
              >
                {words}
              </NearLink>
              <span className="shrink-0 text-sm text-muted tabular-nums">{formatCount(searches)} searches</span>
            </li>
          ))}
        </ol>
      </section>
    </Card>
  );
}
