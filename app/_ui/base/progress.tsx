'use client';

import { Progress as Base } from '@base-ui/react/progress';

/** The progress of some work, in percent; `null` if it is running and its progress is unknown. */
export function Progress({ label, percent }: { label: string; percent: number | null }) {
  const value = percent === null ? null : Math.max(0, Math.min(100, Math.round(percent)));
  return (
    <Base.Root value={value} className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-2 text-sm">
      <Base.Label className="font-medium">{label}</Base.Label>
      <Base.Value className="text-muted tabular-nums" />
      <Base.Track className="col-span-2 h-2 overflow-hidden rounded-full bg-sunken forced-colors:border">
        <Base.Indicator className="h-full rounded-full bg-accent forced-color-adjust-none forced-colors:bg-[Highlight] print:[print-color-adjust:exact] transition-[width] duration-500 ease-settle data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}
