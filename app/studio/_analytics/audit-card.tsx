import { formatCount } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { NETWORK_BURST, REPEATS, VISITOR_BURST } from '@/workers/view-auditing/contract';
import type { DiscountReason } from '@/workers/view-counting/contract';
import type { Audit } from './_queries/audit';
import { describeAudit } from './words';

/** Why views do not count, in words of the people whose videos they are of. */
const REASONS: Readonly<Record<DiscountReason, string>> = {
  bot: 'Bots, and programs that only look at links',
  creator: 'You, and people who work on the video with you',
  'faster-than-time': 'More watched than there was time for',
  'many-networks': 'One viewing from many places at once',
  'film-not-fetched': 'The viewer never fetched the video',
  repeated: `The same viewer, after ${REPEATS} views in an hour`,
  'burst-of-viewer': `One viewer with more than ${VISITOR_BURST} views in an hour`,
  'burst-of-network': `One network, after ${NETWORK_BURST} views in an hour`,
};

/** Which views of a period count, and the rule. */
export function AuditCard({ audit }: { audit: Audit }) {
  const { discounted } = audit;
  return (
    <Card>
      <section aria-labelledby="which-views">
        <h2 id="which-views" className="mb-2 text-lg">
          Which views count
        </h2>
        <p className="text-pretty text-muted">
          {describeAudit(audit)} Whole days (UTC) are counted here, whatever the filters.
        </p>
        {discounted.length === 0 ? null : (
          <table className="mt-4 w-full max-w-2xl text-left tabular-nums">
            <caption className="sr-only">Views that do not count, by reason</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">Reason</th>
                <th scope="col">Views</th>
              </tr>
            </thead>
            <tbody>
              {discounted.map(({ reason, views }) => (
                <tr key={reason} className="border-b border-line last:border-0">
                  <th scope="row" className="py-2 pr-4 font-normal">
                    {REASONS[reason]}
                  </th>
                  <td className="py-2 text-right font-medium">{formatCount(views)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <details className="mt-3 text-sm">
          <summary className="w-fit cursor-pointer py-2 font-medium text-accent">How views are checked</summary>
          <ul className="mt-1 grid max-w-2xl list-disc gap-1.5 pl-5 text-pretty text-muted">
            <li>A view counts as soon as 10 seconds are watched, or half of a shorter video.</li>
            <li>
              About 20 seconds later it is checked. Until then it is part of the numbers, unless it is a bot’s or your
              own, and may still leave them.
            </li>
            <li>It stays if the viewer’s network fetched the video, and nothing below speaks against it.</li>
            <li>
              Bots do not count, nor you and people who work on the video while you are signed in here, nor more
              watching than there was time for, nor one viewing from more than four networks.
            </li>
            <li>
              Of one viewer, {REPEATS} views of a video count in an hour; with more than {VISITOR_BURST}, none of that
              hour. Of one network, {NETWORK_BURST} count in an hour.
            </li>
            <li>People with the same browser behind the same address, as in a computer room, look like one viewer.</li>
            <li>A view that does not count takes its watch time along.</li>
          </ul>
        </details>
      </section>
    </Card>
  );
}
