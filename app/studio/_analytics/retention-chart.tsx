import { formatDuration } from '@/app/_lib/format/format';
import { LineChart } from './line-chart';

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
  return (
    <LineChart
      values={parts}
      compared={typical}
      steps={parts.length}
      top={top}
      scale={[0, top / 2, top].map((share) => `${Math.round(share * 100)}%`)}
      ticks={TICKS.map((share) => formatDuration(share * durationSeconds))}
      title={title}
      caption="Other videos of a like length"
    />
  );
}
