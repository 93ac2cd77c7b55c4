import { Card } from '@/app/_ui/base/card';
import { formatCount } from '@/app/_lib/format/format';
import type { TranscriptSearch } from './_queries/transcript-searches';

/** What people searched for in the transcript of a video: what they came for, and what it does not say. */
export function TranscriptSearchesCard({ searches }: { searches: readonly TranscriptSearch[] }) {
  if (searches.length === 0) return null;
  return (
    <Card>
      <section aria-labelledby="transcript-searches">
        <h2 id="transcript-searches" className="text-lg">
          Looked for in the transcript
        </h2>
        <p className="mt-1 text-sm text-pretty text-muted">
          What viewers typed to find a place in this video. Perhaps it deserves a chapter, or a video of its own.
        </p>
        <ol className="mt-3">
          {searches.map(({ words, searches: times, found }) => (
            <li
              key={words}
              className="flex items-baseline justify-between gap-4 border-b border-line py-2 last:border-0"
            >
              <span dir="auto" className="min-w-0 wrap-anywhere">
                {words}
              </span>
              <span className="shrink-0 text-sm text-muted tabular-nums">
                {formatCount(times)} searches{found === 0 ? ', not said' : ''}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </Card>
  );
}
