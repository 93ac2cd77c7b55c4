import type { ListedSeries } from './_queries/series-cards';
import { SeriesCard } from './series-card';

/** Some series as cards, under a heading. Nothing without any. */
export function SeriesList({ series }: { series: readonly ListedSeries[] }) {
  if (series.length === 0) return null;
  return (
    <section aria-labelledby="series">
      <h2 id="series" className="mb-6 text-2xl">
        Series
      </h2>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-9 min-[30rem]:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {series.map((each) => (
          <li key={each.seriesId}>
            <SeriesCard series={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}
