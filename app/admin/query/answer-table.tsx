import { formatCount } from '@/app/_lib/format/format';
import { Bar } from '@/app/_ui/base/bar';
import type { Group } from './_queries/answer';

/** The groups with their values, and a bar for each number. */
export function AnswerTable({ groups, by }: { groups: readonly Group[]; by: string }) {
  const largest = Math.max(0, ...groups.map(({ value }) => (typeof value === 'number' ? value : 0)));
  return (
    <table className="w-full table-fixed text-left text-[0.9375rem]">
      <thead>
        <tr className="border-b border-line text-sm text-muted">
          <th scope="col" className="py-2 pr-4 font-medium">
            {by}
          </th>
          <th scope="col" className="w-24 py-2 pr-4 text-right font-medium max-sm:hidden">
            Messages
          </th>
          <th scope="col" className="py-2 font-medium">
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, messages, value }) => (
          <tr key={JSON.stringify(group)} className="border-b border-line align-baseline last:border-0">
            <th scope="row" dir="auto" className="py-2 pr-4 font-normal wrap-anywhere tabular-nums">
              {group ?? <span className="text-muted">without it</span>}
            </th>
            <td className="py-2 pr-4 text-right text-muted tabular-nums max-sm:hidden">{formatCount(messages)}</td>
            <td className="py-2 wrap-anywhere">
              {typeof value === 'number' ? (
                <>
                  <span className="font-medium tabular-nums">{formatNumber(value)}</span>
                  {largest > 0 && value >= 0 ? <Bar percent={(value / largest) * 100} className="mt-1 h-1.5" /> : null}
                </>
              ) : (
                <code className="text-sm">{value === null ? '–' : JSON.stringify(value)}</code>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const formatNumber = (value: number) => numbers.format(value);
