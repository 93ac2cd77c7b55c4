'use client';

import { useState, type PointerEvent } from 'react';
import { classNames } from '@/app/_ui/base/class-names';

/** One step of a chart. */
export interface ChartStep {
  readonly value: number;
  /** Of the same step of the period that it is compared with. */
  readonly compared: number | null;
  /** What its tooltip says: when it was, and its numbers. */
  readonly lines: readonly string[];
  /** The label under it; null for none. */
  readonly tick: string | null;
}

/** The part of a step's width that its bar takes. */
const BAR = 0.7;
const percent = (part: number) => `${part * 100}%`;

/**
 * Bars of the steps of a period, complete in the server's HTML and as wide as the space allows. A mark across each bar
 * shows what it is compared with. `title` describes them in words: for a screen reader the chart is one picture. A tooltip
 * shows the numbers of the step under the pointer, or of the one that the arrow keys choose, which are read out.
 * @param scale the labels of the scale, from 0 to the top.
 */
export function TimeChart({
  steps,
  title,
  scale,
  top,
}: {
  steps: readonly ChartStep[];
  title: string;
  scale: readonly string[];
  top: number;
}) {
  const [active, setActive] = useState<number | null>(null);
  // On a phone, every other one has room: the last one, and so on.
  const ticks = steps.flatMap(({ tick }, index) => (tick === null ? [] : [index])).toReversed();
  const tickAt = (index: number) => ticks.indexOf(index);
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setActive(Math.min(steps.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * steps.length))));
  };
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 overflow-x-clip pt-2 pr-4 text-xs text-muted tabular-nums">
      <div aria-hidden className="-my-[0.5em] flex flex-col-reverse justify-between text-right leading-none">
        {scale.map((label, index) => (
          <span key={index}>{label}</span>
        ))}
      </div>
      <div
        className="relative h-[220px] max-sm:h-40"
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={() => setActive(null)}
      >
        <input
          type="range"
          aria-label="Step of the chart"
          max={steps.length - 1}
          value={active ?? steps.length - 1}
          aria-valuetext={steps[active ?? steps.length - 1]!.lines.join(', ')}
          onChange={(event) => setActive(Number(event.currentTarget.value))}
          onFocus={() => setActive(steps.length - 1)}
          onBlur={() => setActive(null)}
          className="peer pointer-events-none absolute inset-0 size-full opacity-0"
        />
        <svg
          role="img"
          aria-label={title}
          className="size-full overflow-visible rounded-sm outline-offset-4 outline-accent peer-focus-visible:outline-2"
        >
          {scale.map((_, index) => (
            <line
              key={index}
              x2="100%"
              y1={percent(index / (scale.length - 1))}
              y2={percent(index / (scale.length - 1))}
              className="stroke-line forced-colors:stroke-[GrayText]"
            />
          ))}
          {active === null ? null : (
            <rect
              x={percent(active / steps.length)}
              width={percent(1 / steps.length)}
              height="100%"
              className="fill-sunken forced-colors:fill-[Highlight]"
            />
          )}
          {steps.map(({ value }, index) => (
            <rect
              key={index}
              x={percent((index + (1 - BAR) / 2) / steps.length)}
              y={percent(1 - value / top)}
              width={percent(BAR / steps.length)}
              height={percent(value / top)}
              rx={2}
              className="fill-accent forced-colors:fill-[CanvasText]"
            />
          ))}
          {steps.map(({ compared }, index) =>
            compared === null ? null : (
              <line
                key={index}
                x1={percent((index + 0.08) / steps.length)}
                x2={percent((index + 0.92) / steps.length)}
                y1={percent(1 - compared / top)}
                y2={percent(1 - compared / top)}
                strokeWidth={2}
                className="stroke-line-strong forced-colors:stroke-[GrayText]"
              />
            ),
          )}
        </svg>
        {active === null ? null : <Tooltip lines={steps[active]!.lines} at={(active + 0.5) / steps.length} />}
      </div>
      <svg aria-hidden className="col-start-2 mt-2 h-[1.5em] w-full overflow-visible">
        {steps.map(({ tick }, index) =>
          tick === null ? null : (
            <text
              key={index}
              x={percent((index + 0.5) / steps.length)}
              y="1.1em"
              textAnchor={index === 0 ? 'start' : index === steps.length - 1 ? 'end' : 'middle'}
              className={classNames('fill-current', tickAt(index) % 2 === 1 && 'max-sm:hidden')}
            >
              {tick}
            </text>
          ),
        )}
      </svg>
    </div>
  );
}

/** The numbers of a step beside its bar: on the right in the first half of the chart, on the left in the second. */
function Tooltip({ lines: [when, ...numbers], at }: { lines: readonly string[]; at: number }) {
  return (
    <div
      aria-hidden
      style={at < 0.5 ? { left: percent(at) } : { right: percent(1 - at) }}
      className="pointer-events-none absolute top-2 z-10 mx-3 rounded-lg border border-line bg-surface px-3 py-2 text-sm whitespace-nowrap text-ink shadow-raised"
    >
      <p className="text-muted">{when}</p>
      {numbers.map((line, index) => (
        <p key={line} className={classNames(index === 0 ? 'font-medium' : 'text-muted')}>
          {line}
        </p>
      ))}
    </div>
  );
}
