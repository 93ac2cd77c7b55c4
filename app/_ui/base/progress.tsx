import { useId } from 'react';
import { Bar } from './bar';

/** How much of the bar is filled if the progress is unknown. It pulses. */
const UNKNOWN = 33;

/** The progress of some work, in percent; `null` if it is running and its progress is unknown. */
export function Progress({ label, percent }: { label: string; percent: number | null }) {
  const id = useId();
  const value = percent === null ? null : Math.max(0, Math.min(100, Math.round(percent)));
  return (
    <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-2 text-sm">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <span className="text-muted tabular-nums" aria-hidden>
        {value === null ? null : `${value}%`}
      </span>
      <progress id={id} max={100} value={value ?? undefined} className="sr-only" />
      <Bar
        percent={value ?? UNKNOWN}
        className="col-span-2 h-2 forced-colors:border"
        fill={value === null ? 'animate-pulse fill-accent' : 'fill-accent'}
      />
    </div>
  );
}
