import type { ReactNode } from 'react';
import { formatBytes, formatDate, formatDuration } from '@/app/_lib/format/format';
import { listLeftOut } from '@/app/studio/file-warnings';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';

/** Shows the facts of the file, once there is one. */
export function Facts({ video }: { video: CreatorsVideo }) {
  if (video.bytes === null || video.uploadedAt === null) return null;
  const facts: [label: string, fact: ReactNode][] = [
    [
      'File',
      <>
        <bdi>{video.fileName}</bdi>, {formatBytes(video.bytes)}
      </>,
    ],
    ['Uploaded', formatDate(video.uploadedAt)],
  ];
  if (video.durationSeconds !== null) facts.push(['Length', formatDuration(video.durationSeconds)]);
  if (video.width !== null && video.height !== null) facts.push(['Picture', `${video.width} × ${video.height}`]);
  if (video.qualities.length > 0) {
    facts.push([
      'Qualities',
      video.qualities
        .toSorted((one, other) => other - one)
        .map((quality) => `${quality}p`)
        .join(', '),
    ]);
  }
  const leftOut = listLeftOut(video.leftOut);
  if (leftOut !== null) facts.push(['Left out', leftOut]);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 px-1 text-sm">
      {facts.map(([label, fact]) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 wrap-anywhere tabular-nums">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
