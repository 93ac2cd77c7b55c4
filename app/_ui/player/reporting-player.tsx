'use client';

import { useRef } from 'react';
import { Player, type PlayerProps } from './player';
import type { HlsVideoElement } from './source/use-hls';
import { useKeepPosition } from './position/use-keep-position';
import { useViewingReports, type Viewing } from './reports/use-viewing-reports';

export type ReportingPlayerProps = Omit<PlayerProps, 'media'> & {
  /** Null for a preview, which counts nothing. */
  viewing: Viewing | null;
};

/** The player, which reports what it plays and notes what was watched. Key it by its video. */
export function ReportingPlayer({ viewing, ...player }: ReportingPlayerProps) {
  const media = useRef<HlsVideoElement>(null);
  const isLost = useViewingReports(media, viewing);
  useKeepPosition(media, viewing?.videoId ?? null, player.series?.seriesId ?? null);
  return (
    <>
      <Player {...player} media={media} />
      <output className="block px-4 text-sm text-muted sm:px-0">
        {isLost ? (
          <span className="mt-2 block">Your view isn’t being counted. Load the page again to count it.</span>
        ) : null}
      </output>
    </>
  );
}
