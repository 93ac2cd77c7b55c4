import { formatAgo, formatDate, nextAgo } from '@/app/_lib/format/format';
import { changesAt } from '@/app/_lib/pages/dependencies';

/** A time in words, with its day in a tooltip. For server components: a browser's clock would give other words. */
export function TimeAgo({ date }: { date: Date }) {
  return (
    <time dateTime={date.toISOString()} title={formatDate(date)}>
      {agoNow(date)}
    </time>
  );
}

/** Returns the words of now, and notes when the page has others. */
function agoNow(date: Date, now = new Date()): string {
  changesAt(nextAgo(date, now).getTime());
  return formatAgo(date, now);
}
