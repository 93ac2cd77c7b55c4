import type { Route } from 'next';
import Link from 'next/link';
import { formatCount, formatDuration } from '@/app/_lib/format/format';
import { Card } from '@/app/_ui/base/card';
import { watchPath } from '@/text/paths';
import type { Chapter } from '@/text/chapters';
import type { KeptLine } from '@/workers/captioning/contract';
import type { Retention } from './_queries/retention';
import { MomentStill } from './moment-still';
import { momentsOf, STARTS_MIN, type Moment } from './moments';
import { RetentionChart } from './retention-chart';
import { formatShare } from './words';

interface RetentionCardProps {
  video: { readonly videoId: string; readonly name: string; readonly durationSeconds: number };
  own: Retention;
  /** Of the creator's other videos of a like length; null if they have no viewings. */
  typical: Retention | null;
  chapters: readonly Chapter[];
  /** What is said in the video; empty if nobody knows. */
  lines: readonly KeptLine[];
  /** The address of the film's storyboard; null if it has none. */
  storyboard: string | null;
  /** What the numbers leave out of what the page asks for; null for nothing. */
  note: string | null;
}

/** Which parts of a video its viewers watch: a chart, the moments that say something, and a table by chapter. */
export function RetentionCard({ video, own, typical, chapters, lines, storyboard, note }: RetentionCardProps) {
  const average = own.parts.reduce((sum, part) => sum + part, 0) / own.parts.length;
  const moments = momentsOf(own, video.durationSeconds);
  return (
    <Card>
      <section aria-labelledby="retention">
        <h2 id="retention" className="text-lg">
          What they watched
        </h2>
        {own.starts === 0 ? (
          <p className="mt-1 text-sm text-muted">
            A chart of the parts that viewers watch, skip and watch again appears here with the first viewers.
          </p>
        ) : (
          <>
            <p className="mt-1 text-sm text-muted">
              {`${formatCount(own.starts)} ${own.starts === 1 ? 'viewing' : 'viewings'} began, and watched ${formatShare(average)} of the video on average.`}
              {own.starts < STARTS_MIN
                ? ` From ${STARTS_MIN} viewings on, the moments that matter are named here.`
                : null}
              {note}
            </p>
            <RetentionChart
              parts={own.parts}
              typical={typical?.parts ?? null}
              durationSeconds={video.durationSeconds}
              title={describe(own.parts, video.durationSeconds)}
            />
            {moments.length > 0 ? (
              <ul className="mt-5 grid gap-3" aria-label="Moments">
                {moments.map((moment) => (
                  <li key={`${moment.kind} ${moment.seconds}`}>
                    <Link
                      href={watchPath(video, { t: Math.floor(moment.seconds) }) as Route}
                      prefetch={false}
                      className="group flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg sm:flex-nowrap"
                    >
                      {storyboard === null ? null : <MomentStill storyboard={storyboard} seconds={moment.seconds} />}
                      <span className="rounded-md bg-accent-soft px-2 py-0.5 text-sm font-medium text-accent tabular-nums group-hover:underline">
                        {formatDuration(moment.seconds)}
                      </span>
                      <span className="min-w-0 basis-full text-[0.9375rem] sm:basis-auto">
                        {sentence(moment)} <Said lines={lines} seconds={moment.seconds} />
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            ) : null}
            <ByChapter parts={own.parts} chapters={chapters} durationSeconds={video.durationSeconds} />
          </>
        )}
      </section>
    </Card>
  );
}

function sentence({ kind, share }: Moment): string {
  if (kind === 'beginning') return `${formatShare(share)} are still watching.`;
  if (kind === 'drop') return `${formatShare(share)} of viewers leave or skip here.`;
  return `Watched again in ${formatShare(share)} of viewings.`;
}

/** What is said at a moment of the video. */
function Said({ lines, seconds }: { lines: readonly KeptLine[]; seconds: number }) {
  const at = seconds * 1000;
  const line = lines.find(({ end }) => end > at);
  if (!line || line.start > at + 5000) return null;
  return (
    <q dir="auto" className="text-muted">
      {line.text.replaceAll('\n', ' ')}
    </q>
  );
}

/** The share of a video that each chapter keeps; of each tenth of a video without chapters. */
function ByChapter({
  parts,
  chapters,
  durationSeconds,
}: {
  parts: readonly number[];
  chapters: readonly Chapter[];
  durationSeconds: number;
}) {
  const rows = chapters.length > 1 ? chapters : tenths(durationSeconds);
  return (
    <details className="mt-4 text-sm" open={chapters.length > 1}>
      <summary className="w-fit cursor-pointer py-1 font-medium text-accent">
        {chapters.length > 1 ? 'By chapter' : 'Show as a table'}
      </summary>
      <table className="mt-2 w-full max-w-xl text-left tabular-nums">
        <thead className="text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-2 pr-3 font-medium">
              From
            </th>
            {chapters.length > 1 ? (
              <th scope="col" className="py-2 pr-3 font-medium">
                Chapter
              </th>
            ) : null}
            <th scope="col" className="py-2 text-right font-medium">
              Watched
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ startSeconds, title }, index) => (
            <tr key={startSeconds} className="border-b border-line last:border-0">
              <th scope="row" className="py-1.5 pr-3 font-normal">
                {formatDuration(startSeconds)}
              </th>
              {chapters.length > 1 ? (
                <td dir="auto" className="py-1.5 pr-3 break-words">
                  {title}
                </td>
              ) : null}
              <td className="py-1.5 text-right">
                {formatShare(
                  averageOf(parts, startSeconds, rows[index + 1]?.startSeconds ?? durationSeconds, durationSeconds),
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function tenths(durationSeconds: number): Chapter[] {
  return Array.from({ length: 10 }, (_, tenth) => ({ startSeconds: (tenth / 10) * durationSeconds, title: '' }));
}

/** How often the parts of a video between two moments were watched, on average. */
function averageOf(parts: readonly number[], from: number, to: number, durationSeconds: number): number {
  const first = Math.min(parts.length - 1, Math.floor((from / durationSeconds) * parts.length));
  const own = parts.slice(first, Math.max(first + 1, Math.round((to / durationSeconds) * parts.length)));
  return own.reduce((sum, part) => sum + part, 0) / own.length;
}

function describe(parts: readonly number[], durationSeconds: number): string {
  const at = (share: number) =>
    `${formatShare(parts[Math.min(parts.length - 1, share * parts.length)]!)} at ${formatDuration(share * durationSeconds)}`;
  return `How often each part was watched: ${at(0)}, ${at(0.25)}, ${at(0.5)}, ${at(0.75)}, and ${at(0.99)}.`;
}
