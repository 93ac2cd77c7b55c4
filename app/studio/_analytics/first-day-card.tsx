import { formatCount, formatViews } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { FIRST_HOURS, TYPICAL_MIN, type FirstDay } from './first-day';
import { LineChart } from './line-chart';
import { countScale } from './scale';
import { formatChange } from '@/text/numbers';

const TICKS = [0, 6, 12, 18, 24].map((hour) => `${hour} h`);

/**
 * How a video did in the first hours after it was published, beside what is typical of the creator's videos.
 * @param isOwn the video is the user's, who then sees what is missing for that.
 */
export function FirstDayCard({ firstDay, isOwn }: { firstDay: FirstDay; isOwn: boolean }) {
  const { views, typical } = firstDay;
  const sentence = describeFirstDay(firstDay, isOwn);
  const most = Math.max(0, ...views, ...(typical ?? []));
  return (
    <Card>
      <section aria-labelledby="first-day">
        <h2 id="first-day" className="text-lg">
          The first 24 hours
        </h2>
        <p className="mt-1 text-sm text-pretty text-muted">{sentence}</p>
        {views.length === 0 || most === 0 ? null : (
          <>
            <LineChart
              {...countScale(most)}
              values={[0, ...views]}
              compared={typical && [0, ...typical]}
              steps={FIRST_HOURS}
              isTotal
              ticks={TICKS}
              title={sentence}
              caption="Your other videos, typically"
            />
            <details className="mt-4 text-sm">
              <summary className="w-fit cursor-pointer py-1 font-medium text-accent">Show as a table</summary>
              <table className="mt-2 w-full max-w-sm text-right tabular-nums">
                <thead className="text-muted">
                  <tr className="border-b border-line">
                    <th scope="col" className="py-2 text-left font-medium">
                      Hours after publishing
                    </th>
                    <th scope="col" className="py-2 font-medium">
                      Views
                    </th>
                    {typical ? (
                      <th scope="col" className="py-2 font-medium">
                        Typically
                      </th>
                    ) : null}
                  </tr>
                </thead>
                <tbody>
                  {(typical ?? views).map((expected, index) => (
                    <tr key={index} className="border-b border-line last:border-0">
                      <th scope="row" className="py-1.5 text-left font-normal">
                        {index + 1}
                      </th>
                      <td className="py-1.5">{index < views.length ? formatCount(views[index]!) : '–'}</td>
                      {typical ? <td className="py-1.5">{formatCount(expected)}</td> : null}
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          </>
        )}
      </section>
    </Card>
  );
}

/** Says what a video reached in its first hours, and what is typical, in a sentence or two. */
export function describeFirstDay({ views, typical }: Pick<FirstDay, 'views' | 'typical'>, isOwn: boolean): string {
  const hours = views.length;
  if (hours === 0) return 'It was published less than an hour ago. How it begins appears here hour by hour.';
  const reached = views.at(-1)!;
  const isOver = hours === FIRST_HOURS;
  const when = isOver ? 'in its first 24 hours' : hours === 1 ? 'in its first hour' : `in its first ${hours} hours`;
  const own = `${formatViews(reached)} ${when}.`;
  if (!typical) return isOwn ? `${own} After ${TYPICAL_MIN} older videos of yours, you see here what is typical.` : own;
  const expected = typical[hours - 1]!;
  const change = formatChange(reached, expected);
  return `${own} Your other videos typically have ${formatCount(expected)} by then${change ? ` (${change})` : ''}.`;
}
