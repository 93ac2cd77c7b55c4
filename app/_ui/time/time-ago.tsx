import { formatAgo, formatDate } from '@/app/_lib/format/format';

/** When, in words, with the day under the pointer. For server components: a browser's clock would word it again. */
export function TimeAgo({ date }: { date: Date }) {
  return (
    <time dateTime={date.toISOString()} title={formatDate(date)}>
      {formatAgo(date)}
    </time>
  );
}
