import Link from 'next/link';
import { formatMoment } from '@/app/_lib/format/format';
import { LinkPending } from '@/app/_ui/base/link-pending';
import type { OperationsMessage } from './_queries/messages';
import { listAddress, type Filters } from './filters';
import { MessageDetails } from './message-details';

const link = 'underline decoration-line-strong/50 underline-offset-3 hover:decoration-current';

/** A message in the list. Its type, stream and trace link to more messages of the same. */
export function MessageRow({ message, filters }: { message: OperationsMessage; filters: Filters }) {
  const { globalPosition, type, streamName, position, time, traceId, category } = message;
  return (
    <li className="px-4 py-3 sm:px-5">
      <div className="grid gap-x-6 gap-y-1 lg:grid-cols-[14rem_minmax(0,1fr)_7rem_14rem] lg:items-baseline">
        <p className="wrap-anywhere">
          <Link href={listAddress(filters, { type })} className={`font-semibold ${link}`}>
            {type}
            <LinkPending />
          </Link>
        </p>
        <p className="text-sm wrap-anywhere">
          <Link href={listAddress(filters, { category })} className={link} title={`All of ${category}`}>
            {category}
            <LinkPending />
          </Link>
          <Link
            href={listAddress(filters, { stream: streamName })}
            className={`text-muted ${link}`}
            title="All of this stream"
          >
            {streamName.slice(category.length)}
            <LinkPending />
          </Link>
        </p>
        <p className="text-sm text-muted tabular-nums">
          <span title="Position in its stream">{position}</span>
          <span aria-hidden> · </span>
          <span title="Global position">#{globalPosition}</span>
        </p>
        <p className="text-sm text-muted tabular-nums">
          <time dateTime={time.toISOString()}>{formatMoment(time)}</time>
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-x-6">
        <div className="min-w-0 flex-1">
          <MessageDetails message={message} />
        </div>
        {traceId ? (
          <Link
            href={`/admin/traces/${traceId}`}
            className="inline-flex min-h-9 items-center text-sm font-medium text-accent hover:underline pointer-coarse:min-h-11"
            aria-label={`Trace of ${type} ${globalPosition}`}
          >
            Trace
            <LinkPending />
          </Link>
        ) : null}
      </div>
    </li>
  );
}
