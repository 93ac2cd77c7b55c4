'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatTimeSpent, formatViews } from '@/app/_lib/format';
import { shortDay, type DayOfViews } from './days';

const HEIGHT = 220;
/** What the server draws before anyone has measured the page. */
const UNMEASURED = { width: 640, height: HEIGHT };
/** 12000 → "12K", which fits beside the chart. */
const compact = new Intl.NumberFormat('en', { notation: 'compact' });
const axis = {
  stroke: 'var(--color-line)',
  tick: { fill: 'var(--color-muted)', fontSize: 12 },
  tickLine: false,
} as const;

/** Bars of the views of each day. `title` says in words what they show. */
export function ViewsChart({ days, title }: { days: readonly DayOfViews[]; title: string }) {
  return (
    <ResponsiveContainer width="100%" height={HEIGHT} initialDimension={UNMEASURED}>
      <BarChart data={[...days]} title={title} margin={{ top: 8, right: 20, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis dataKey="day" ticks={weeks(days)} interval={0} tickFormatter={shortDay} tickMargin={8} {...axis} />
        <YAxis
          allowDecimals={false}
          domain={[0, highest(days)]}
          width={36}
          tickFormatter={compact.format}
          {...axis}
          axisLine={false}
        />
        <Tooltip content={<DayTooltip />} cursor={{ fill: 'var(--color-sunken)' }} isAnimationActive={false} />
        <Bar
          dataKey="views"
          fill="var(--color-accent)"
          radius={[3, 3, 0, 0]}
          maxBarSize={28}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

/** Every seventh day, ending with the last. */
function weeks(days: readonly DayOfViews[]): string[] {
  return days.filter((_, index) => (days.length - 1 - index) % 7 === 0).map(({ day }) => day);
}

/** The top of the scale: a multiple of four, so that its four steps are whole views. */
function highest(days: readonly DayOfViews[]): number {
  return Math.max(4, Math.ceil(Math.max(...days.map(({ views }) => views)) / 4) * 4);
}

/** recharts hands it what the pointer, or the arrow keys, are on. */
function DayTooltip({ active, payload }: { active?: boolean; payload?: readonly { payload?: DayOfViews }[] }) {
  const day = active ? payload?.[0]?.payload : undefined;
  if (!day) return null;
  return (
    <div className="rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-raised">
      <p className="text-muted">{shortDay(day.day)}</p>
      <p className="font-medium tabular-nums">{formatViews(day.views)}</p>
      <p className="text-muted tabular-nums">{formatTimeSpent(day.watchedSeconds)} watched</p>
    </div>
  );
}
