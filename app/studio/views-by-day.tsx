import { formatCount, formatTimeSpent } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { describeDays, shortDay, type DayOfViews } from './days';
import { ViewsChart } from './views-chart';

/**
 * Views by day in a sentence, as a chart, and as a table for users who cannot see the chart or want the numbers.
 * Without views only the sentence, because an empty chart shows nothing.
 */
export function ViewsByDay({ days }: { days: readonly DayOfViews[] }) {
  const sentence = describeDays(days);
  const isEmpty = days.every(({ views }) => views === 0);
  return (
    <Card>
      <section aria-labelledby="views-by-day">
        <h2 id="views-by-day" className="text-lg">
          Views by day
        </h2>
        <p className="mt-1 text-sm text-muted">
          {sentence} {isEmpty ? 'A chart appears here as soon as somebody watches.' : null}
        </p>
        {isEmpty ? null : <Numbers days={days} sentence={sentence} />}
      </section>
    </Card>
  );
}

function Numbers({ days, sentence }: { days: readonly DayOfViews[]; sentence: string }) {
  return (
    <>
      <div className="mt-5">
        <ViewsChart days={days} title={sentence} />
      </div>
      <details className="mt-4 text-sm">
        <summary className="w-fit cursor-pointer py-1 font-medium text-accent">Show as a table</summary>
        <table className="mt-2 w-full max-w-md text-left tabular-nums">
          <thead className="text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 pr-3 font-medium">
                Day (UTC)
              </th>
              <th scope="col" className="py-2 pr-3 text-right font-medium">
                Views
              </th>
              <th scope="col" className="py-2 text-right font-medium">
                Watched
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, views, watchedSeconds }) => (
              <tr key={day} className="border-b border-line last:border-0">
                <th scope="row" className="py-1.5 pr-3 font-normal">
                  {shortDay(day)}
                </th>
                <td className="py-1.5 pr-3 text-right">{formatCount(views)}</td>
                <td className="py-1.5 text-right">{formatTimeSpent(watchedSeconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
