'use client';

import { ExternalLink, Pause, Play, RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/base/button';
import { ButtonLink } from '@/app/_ui/base/button-link';
import type { UploadMachine } from './upload-machine';
import type { UploadState } from './upload-state';

interface UploadButtonsProps {
  state: UploadState;
  machine: UploadMachine;
  /** Removes the upload from the list. */
  remove: () => void;
  /** True for icons in a line of the tray. */
  isCompact?: boolean;
}

/** The buttons of an upload. */
export function UploadButtons({ state, machine, remove, isCompact = false }: UploadButtonsProps) {
  const { phase, progress } = state;
  const of = isCompact ? ` ${progress.fileName}` : '';
  function end(): void {
    if (phase !== 'done') machine.cancel();
    remove();
  }
  const button = (label: string, icon: ReactNode, onClick: () => void, variant?: 'ghost') => (
    <Button
      variant={isCompact ? 'ghost' : (variant ?? 'secondary')}
      className={isCompact ? 'px-0 size-11' : undefined}
      onClick={onClick}
    >
      {icon}{' '}
      <span className={isCompact ? 'sr-only' : undefined}>
        {label}
        {of}
      </span>
    </Button>
  );
  return (
    <>
      {phase === 'sending' || phase === 'reconnecting' ? button('Pause', <Pause aria-hidden />, machine.pause) : null}
      {phase === 'paused' ? button('Resume', <Play aria-hidden />, machine.resume) : null}
      {phase === 'failed' && state.mayTryAgain ? button('Try again', <RotateCw aria-hidden />, machine.tryAgain) : null}
      {phase === 'done' ? (
        <ButtonLink
          href={`/studio/videos/${state.videoId}/details?uploaded=${state.traceId}`}
          variant={isCompact ? 'secondary' : 'primary'}
          size={isCompact ? 'small' : 'medium'}
          onClick={remove}
        >
          <ExternalLink aria-hidden /> Open
          <span className="sr-only">{of}</span>
        </ButtonLink>
      ) : null}
      {phase === 'finishing'
        ? null
        : button(phase === 'done' || phase === 'failed' ? 'Remove' : 'Cancel', <X aria-hidden />, end, 'ghost')}
    </>
  );
}
