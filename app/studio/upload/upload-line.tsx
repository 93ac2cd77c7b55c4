'use client';

import Link from 'next/link';
import { memo } from 'react';
import { watchPath } from '@/text/paths';
import { CopyLink } from '@/app/_ui/base/copy-link';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { classNames } from '@/app/_ui/base/class-names';
import { statusOf } from '@/app/studio/status';
import { UploadButtons } from './upload-buttons';
import type { ListedUpload } from './upload-list';
import { describePath, percentOf } from './upload-state';
import { figuresOf, PHASES, shortFigureOf } from './upload-words';
import type { VideoNow } from './videos-now';

interface UploadLineProps {
  upload: ListedUpload;
  /** What became of it, if it is done and the site shows the video. */
  video: VideoNow | undefined;
  /** True with all figures and a bar, on the upload page. False for the tray. */
  isFull: boolean;
}

/** An upload in a list. Only the lines whose upload has changed are rendered again: there may be a hundred. */
export const UploadLine = memo(function UploadLine({ upload, video, isFull }: UploadLineProps) {
  const { phase, progress } = upload.state;
  const path = describePath(upload.state);
  const percent = percentOf(progress);
  const isEnded = phase === 'done' || phase === 'failed';
  const isLive = video?.publication === 'published' && video.watchPage === 'open';
  const name = video?.name ?? progress.fileName;
  const words = isLive ? 'It’s live' : video && video.processing !== 'no-file' ? statusOf(video).label : null;
  return (
    <li className="flex flex-wrap items-center gap-x-3 py-1">
      <div className={classNames('min-w-0 flex-1', isFull ? 'py-2' : 'sm:flex sm:items-baseline sm:gap-4')}>
        <p className="truncate text-[0.9375rem] sm:flex-1" dir="auto">
          {path && phase !== 'done' ? (
            <Link href={path} className="underline-offset-3 hover:underline" title="Describe it while it uploads">
              {name}
            </Link>
          ) : (
            name
          )}
        </p>
        <p className={classNames('text-sm text-muted tabular-nums', !isFull && 'truncate')}>
          {isEnded || phase === 'waiting' ? null : `${percent}% · `}
          {words ?? (isFull && phase === 'sending' ? figuresOf(upload.state) : shortFigureOf(upload.state))}
        </p>
        {isFull && !isEnded ? (
          <div className="mt-2 h-1 overflow-hidden rounded-full bg-sunken" aria-hidden>
            <div
              className="h-full rounded-full bg-accent transition-[width] duration-500 ease-settle"
              style={{ width: `${percent}%` }}
            />
          </div>
        ) : null}
      </div>
      <output className="sr-only">{`${name}: ${isLive ? 'It’s live' : PHASES[phase]}`}</output>
      <div className="flex items-center gap-1">
        {isLive ? (
          <>
            <CopyLink path={watchPath(video)} of={name} />
            <ButtonLink href={watchPath(video)} variant="ghost" size="small" aria-label={`Watch ${name}`}>
              Watch
            </ButtonLink>
          </>
        ) : null}
        <UploadButtons upload={upload} isCompact />
      </div>
      {phase === 'failed' ? (
        <p className="basis-full pb-2 text-sm text-danger text-pretty" role="alert">
          {upload.state.error}
        </p>
      ) : null}
    </li>
  );
});
