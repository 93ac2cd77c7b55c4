'use client';

import { RotateCw } from 'lucide-react';
import { Button } from '@/app/_ui/base/button';

/** Why a video does not play: its files do not arrive, or the browser cannot play what arrived. */
export type Failure = 'network' | 'playback';

/** Says over the picture that the video does not play, and what helps. */
export function Failed({ reason, retry }: { reason: Failure; retry: () => void }) {
  return (
    <div
      role="alert"
      slot="centered-chrome"
      {...{ noautohide: '' }}
      className="relative grid max-w-md justify-items-center gap-4 rounded-2xl bg-black/80 p-6 text-center leading-normal text-white"
    >
      <p>{failureMessage(reason)}</p>
      <Button onClick={retry} variant="secondary">
        <RotateCw aria-hidden />
        Try again
      </Button>
    </div>
  );
}

function failureMessage(reason: Failure): string {
  if (reason === 'playback') return 'This browser stopped playing the video.';
  return navigator.onLine
    ? 'The video couldn’t be loaded.'
    : 'You’re offline. The video continues when the connection is back.';
}
