import { formatDuration } from '@/app/_lib/format/format';

/** The times under the chart. */
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

/**
 * How often each part of a video was watched, as an area over its length, with a dashed line for videos of a like length.
 * `title` describes it in words; a table has the numbers.
 */
export function RetentionChart({
  parts,
  typical,
  durationSeconds,
  title,
}: {
  parts: readonly number[];
  typical: readonly number[] | null;
  durationSeconds: number;
  title: string;
}) {
  // In halves, so that watching again has room.
  const top = Math.max(1, Math.ceil(Math.max(...parts, ...(typical ?? [])) * 2) / 2);
  const line = (values: readonly number[]) =>
    values.map((value, part) => `${part + 0.5},${((1 - value / top) * 100).toFixed(2)}`).join(' ');
  return (
    <figure className="mt-5 text-xs text-muted tabular-nums">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden className="-my-[0.5em] flex flex-col justify-between text-right leading-none">
          <span>{Math.round(top * 100)}%</span>
          <span>{Math.round(top * 50)}%</span>
          <span>0%</span>
        </div>
        <svg
          role="img"
          aria-label={title}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="h-[180px] w-full overflow-visible max-sm:h-32"
        >
          {[0, 50, 100].map((y) => (
            <line
              key={y}
              x2="100"
              y1={y}
              y2={y}
              vectorEffect="non-scaling-stroke"
              className="stroke-line forced-colors:stroke-[GrayText]"
            />
          ))}
          <polygon
            points={`0,100 0,${((1 - parts[0]! / top) * 100).toFixed(2)} ${line(parts)} 100,${((1 - parts.at(-1)! / top) * 100).toFixed(2)} 100,100`}
            className="fill-accent-soft forced-colors:fill-none"
          />
          <polyline
            points={line(parts)}
            vectorEffect="non-scaling-stroke"
            strokeWidth={2}
            fill="none"
            className="stroke-accent forced-colors:stroke-[CanvasText]"
          />
          {typical ? (
            <polyline
              points={line(typical)}
              vectorEffect="non-scaling-stroke"
              strokeWidth={1.5}
              strokeDasharray="4 4"
              fill="none"
              className="stroke-line-strong forced-colors:stroke-[GrayText]"
            />
          ) : null}
        </svg>
        <div aria-hidden className="col-start-2 mt-2 flex justify-between">
          {TICKS.map((share) => (
            <span key={share}>{formatDuration(share * durationSeconds)}</span>
          ))}
        </div>
      </div>
      {typical ? (
        <figcaption className="mt-3 flex items-center gap-2">
          <svg aria-hidden className="h-[2px] w-6">
            <line
              x2="100%"
              y1="1"
              y2="1"
              strokeWidth={2}
              strokeDasharray="4 4"
              className="stroke-line-strong forced-colors:stroke-[GrayText]"
            />
          </svg>
          Other videos of a like length
        </figcaption>
      ) : null}
    </figure>
  );
}
