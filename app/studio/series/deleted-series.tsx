import { formatDate, formatLessons } from '@/app/_lib/format/format';
import type { StudioSeries } from './_queries/creators-series-list';
import { RestoreForm } from './restore-form';

/** The deleted series, folded, each with a button that brings it back. Nothing without any. */
export function DeletedSeries({ series }: { series: readonly StudioSeries[] }) {
  if (series.length === 0) return null;
  return (
    <details>
      <summary className="w-fit py-2.5 font-medium text-muted hover:text-ink">Deleted series ({series.length})</summary>
      <ul className="mt-2 divide-y divide-line rounded-2xl border border-line">
        {series.map(({ seriesId, title, lessons, deletedAt }) => (
          <li key={seriesId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 p-4 sm:px-5">
            <div className="min-w-0">
              <p dir="auto" className="text-left font-medium wrap-anywhere">
                {title}
              </p>
              <p className="text-sm text-muted">
                {formatLessons(lessons)}
                {deletedAt ? `, deleted ${formatDate(deletedAt)}` : null}
              </p>
            </div>
            <RestoreForm seriesId={seriesId} title={title} label="Restore" />
          </li>
        ))}
      </ul>
    </details>
  );
}
