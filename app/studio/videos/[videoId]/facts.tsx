import { Download, Replace } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes, formatDate, formatDuration } from '@/app/_lib/format/format';
import { hasOriginal, originalUrl } from '@/app/_lib/media/original';
import { NearLink } from '@/app/_ui/base/near-link';
import { listLeftOut, withoutTaken } from '@/app/studio/file-warnings';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { takenSubtitles } from '@/app/studio/_queries/taken-subtitles';

const LINK =
  'inline-flex min-h-9 items-center gap-2 font-medium text-accent underline-offset-3 hover:underline pointer-coarse:min-h-11';

/** Shows the facts of the file, once there is one, with a link to download it. */
export async function Facts({ video, userId }: { video: CreatorsVideo; userId: string }) {
  if (video.bytes === null || video.uploadId === null || video.uploadedAt === null) return null;
  const facts: [label: string, fact: ReactNode][] = [
    [
      'File',
      <>
        <bdi>{video.fileName}</bdi>, {formatBytes(video.bytes)}
        <br />
        {video.role === 'viewer' ? null : (await hasOriginal(video.uploadId)) ? (
          <a href={originalUrl(video.videoId)} download className={LINK}>
            <Download className="size-4" aria-hidden /> Download the original
          </a>
        ) : (
          'The original is no longer stored on this site.'
        )}
        <br />
        {video.role !== 'viewer' && video.isPlayable && video.replacementName === null ? (
          <NearLink href={`/studio/upload?video=${video.videoId}`} className={LINK}>
            <Replace className="size-4" aria-hidden /> Replace the file…
          </NearLink>
        ) : null}
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
  const leftOut = listLeftOut(withoutTaken(video.leftOut, await takenOf(video, video.uploadId, userId)));
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

/** Returns how many text tracks of the file became captions. */
async function takenOf({ videoId, leftOut }: CreatorsVideo, uploadId: string, userId: string): Promise<number> {
  return leftOut.some(({ kind }) => kind === 'subtitles') ? takenSubtitles(userId, { videoId, uploadId }) : 0;
}
