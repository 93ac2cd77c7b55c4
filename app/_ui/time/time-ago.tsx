import { formatAgo, formatDate } from '@/app/_lib/format/format';

/** A time in words, with its day in a tooltip. For server components: a browser's clock would give other words. */
export function TimeAgo({ date }: { date: Date }) {
  return (
    <time dateTime={date.toISOString()} title={formatDate(date)}>
      {formatAgo(date)}
    </time>
  );
}
