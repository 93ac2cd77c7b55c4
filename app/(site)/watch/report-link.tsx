'use client';

import { Flag } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { playerTime } from '@/app/_ui/player/time/player-time';

/** Leads to the form that reports a video, with the second at which it is being watched. */
export function ReportLink({ videoId }: { videoId: string }) {
  return (
    <ButtonLink
      variant="ghost"
      href={`/report?video=${videoId}`}
      rel="nofollow"
      className="print:hidden"
      onClick={(event) => {
        const second = Math.floor(playerTime());
        const link = event.currentTarget;
        if (second > 0) link.href = `/report?video=${videoId}&t=${second}`;
      }}
    >
      <Flag aria-hidden /> Report
    </ButtonLink>
  );
}
