import { NearLink } from '@/app/_ui/base/near-link';
import type { ListedSeries } from './_queries/series-cards';
import { SeriesCard } from './series-card';

/** Some series as cards, under a heading with a link to all. Nothing without any. */
export function SeriesList({ series }: { series: readonly ListedSeries[] }) {
  if (series.length === 0) return null;
  return (
    <section aria-labelledby="series">
      <div className="mb-6 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="series" className="text-2xl">
          Series
        </h2>
        <NearLink href="/series" className="inline-flex min-h-11 items-center font-medium text-accent hover:underline">
          All series
        </NearLink>
      </div>
      <SeriesGrid series={series} level="h3" />
    </section>
  );
}

/** Series as cards in columns. @param level of their headings. */
export function SeriesGrid({ series, level }: { series: readonly ListedSeries[]; level: 'h2' | 'h3' }) {
  return (
    <ul className="grid grid-cols-1 gap-x-6 gap-y-9 min-[30rem]:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {series.map((each) => (
        <li key={each.seriesId}>
          <SeriesCard series={each} level={level} />
        </li>
      ))}
    </ul>
  );
}
