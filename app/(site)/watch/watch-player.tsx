'use client';

import { useRef } from 'react';
import { Player, type PlayerProps } from './player';
import type { HlsVideoElement } from './use-hls';
import { useViewingReports, type Viewing } from './use-viewing-reports';

/**
 * The player, which reports what it plays. Key it by its video. `viewing` is null for a preview, which counts nothing.
 */
export function WatchPlayer({ viewing, ...player }: Omit<PlayerProps, 'media'> & { viewing: Viewing | null }) {
  const media = useRef<HlsVideoElement>(null);
  const isLost = useViewingReports(media, viewing);
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
