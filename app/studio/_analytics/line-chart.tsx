import type { ReactNode } from 'react';

/**
 * A line over a scale, with a dashed line beside it that it is compared with. It is complete in the server's HTML. `title`
 * describes it in words: for a screen reader it is one picture.
 * @param values at equal distances from the left: each of a step, or with `isTotal` each of an edge between steps, from the
 * left edge on. @param steps of the whole width.
 * @param top the value at the upper edge. @param scale the labels at its left, from 0 to the top.
 * @param ticks the labels below it, over the whole width. @param caption of the dashed line.
 */
export function LineChart({
  values,
  compared,
  steps,
  isTotal = false,
  top,
  scale,
  ticks,
  title,
  caption,
}: {
  values: readonly number[];
  compared: readonly number[] | null;
  steps: number;
  isTotal?: boolean;
  top: number;
  scale: readonly string[];
  ticks: readonly string[];
  title: string;
  caption: ReactNode;
}) {
  const y = (value: number) => ((1 - value / top) * 100).toFixed(2);
  const x = (index: number) => (((index + (isTotal ? 0 : 0.5)) / steps) * 100).toFixed(2);
  const line = (all: readonly number[]) => all.map((value, index) => `${x(index)},${y(value)}`).join(' ');
  const isWhole = values.length >= steps + (isTotal ? 1 : 0);
  return (
    <figure className="mt-5 text-xs text-muted tabular-nums">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden className="-my-[0.5em] flex flex-col-reverse justify-between text-right leading-none">
          {scale.map((label, index) => (
            <span key={index}>{label}</span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={title}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="h-[180px] w-full overflow-visible max-sm:h-32"
        >
          {scale.map((_, index) => (
            <line
              key={index}
              x2="100"
              y1={(index / (scale.length - 1)) * 100}
              y2={(index / (scale.length - 1)) * 100}
              vectorEffect="non-scaling-stroke"
              className="stroke-line forced-colors:stroke-[GrayText]"
            />
          ))}
          {values.length > 0 ? (
            <polygon
              points={`0,100 0,${y(values[0]!)} ${line(values)} ${isWhole ? `100,${y(values.at(-1)!)} 100,100` : `${x(values.length - 1)},100`}`}
              className="fill-accent-soft forced-colors:fill-none"
            />
          ) : null}
          <Line points={line(values)} className="stroke-accent stroke-2 forced-colors:stroke-[CanvasText]" />
          {compared ? (
            <Line
              points={line(compared)}
              dashed
              className="stroke-line-strong stroke-[1.5] forced-colors:stroke-[GrayText]"
            />
          ) : null}
        </svg>
        <div aria-hidden className="col-start-2 mt-2 flex justify-between">
          {ticks.map((tick) => (
            <span key={tick}>{tick}</span>
          ))}
        </div>
      </div>
      {compared ? (
        <figcaption className="mt-3 flex items-center gap-2">
          <svg aria-hidden viewBox="0 0 24 2" className="h-[2px] w-6">
            <Line points="0,1 24,1" dashed className="stroke-line-strong stroke-2 forced-colors:stroke-[GrayText]" />
          </svg>
          {caption}
        </figcaption>
      ) : null}
    </figure>
  );
}

function Line({ points, dashed, className }: { points: string; dashed?: boolean; className: string }) {
  return (
    <polyline
      points={points}
      vectorEffect="non-scaling-stroke"
      strokeDasharray={dashed ? '4 4' : undefined}
      fill="none"
      className={className}
    />
  );
}
