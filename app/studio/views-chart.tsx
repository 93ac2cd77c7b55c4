'use client';

import { useState, type PointerEvent } from 'react';
import { formatTimeSpent, formatViews } from '@/app/_lib/format/format';
import { classNames } from '@/app/_ui/base/class-names';
import { shortDay, type DayOfViews } from './days';

/** The number of steps of the scale. */
const STEPS = 4;
/** The part of a day's width that its bar takes. */
const BAR = 0.7;
/** 12000 → "12K", which fits beside the chart. */
const compact = new Intl.NumberFormat('en', { notation: 'compact' });
const percent = (part: number) => `${part * 100}%`;

/**
 * Bars of the views of each day, complete in the server's HTML and as wide as the space allows. `title` describes them
 * in words: for a screen reader the chart is one picture. A tooltip shows the numbers of the day under the pointer.
 */
export function ViewsChart({ days, title }: { days: readonly DayOfViews[]; title: string }) {
  const [active, setActive] = useState<number | null>(null);
  const top = highest(days);
  const point = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setActive(Math.min(days.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * days.length))));
  };
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 overflow-x-clip pt-2 pr-4 text-xs text-muted tabular-nums">
      <div aria-hidden className="-my-[0.5em] flex flex-col justify-between text-right leading-none">
        {Array.from({ length: STEPS + 1 }, (_, step) => (
          <span key={step}>{compact.format((top / STEPS) * (STEPS - step))}</span>
        ))}
      </div>
      <div
        className="relative h-[200px] max-sm:h-36"
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={() => setActive(null)}
      >
        <svg role="img" aria-label={title} className="size-full overflow-visible">
          {Array.from({ length: STEPS + 1 }, (_, step) => (
            <line
              key={step}
              x2="100%"
              y1={percent(step / STEPS)}
              y2={percent(step / STEPS)}
              className="stroke-line forced-colors:stroke-[GrayText]"
            />
          ))}
          {active === null ? null : (
            <rect
              x={percent(active / days.length)}
              width={percent(1 / days.length)}
              height="100%"
              className="fill-sunken forced-colors:fill-[Highlight]"
            />
          )}
          {days.map(({ day, views }, index) => (
            <rect
              key={day}
              x={percent((index + (1 - BAR) / 2) / days.length)}
              y={percent(1 - views / top)}
              width={percent(BAR / days.length)}
              height={percent(views / top)}
              rx={2}
              className="fill-accent forced-colors:fill-[CanvasText]"
            />
          ))}
        </svg>
        {active === null ? null : <DayTooltip day={days[active]!} at={(active + 0.5) / days.length} />}
      </div>
      <svg aria-hidden className="col-start-2 mt-2 h-[1.5em] w-full overflow-visible">
        {weeks(days).map((index, week) => (
          <text
            key={index}
            x={percent((index + 0.5) / days.length)}
            y="1.1em"
            textAnchor="middle"
            className={classNames('fill-current', week % 2 === 1 && 'max-sm:hidden')}
          >
            {shortDay(days[index]!.day)}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** Returns the indexes of every seventh day, from the last to the first. */
function weeks(days: readonly DayOfViews[]): number[] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.length - 1 - week * 7);
}

/** Returns the top of the scale: a multiple of its steps, so that each step is a whole number of views. */
function highest(days: readonly DayOfViews[]): number {
  return Math.max(1, Math.ceil(Math.max(...days.map(({ views }) => views)) / STEPS)) * STEPS;
}

/** The numbers of a day, beside its bar: on the right for the first half of the chart, on the left for the second. */
function DayTooltip({ day: { day, views, watchedSeconds }, at }: { day: DayOfViews; at: number }) {
  return (
    <div
      style={at < 0.5 ? { left: percent(at) } : { right: percent(1 - at) }}
      className="pointer-events-none absolute top-2 mx-3 rounded-lg border border-line bg-surface px-3 py-2 text-sm whitespace-nowrap text-ink shadow-raised"
    >
      <p className="text-muted">{shortDay(day)}</p>
      <p className="font-medium">{formatViews(views)}</p>
      <p className="text-muted">{formatTimeSpent(watchedSeconds)} watched</p>
    </div>
  );
}
