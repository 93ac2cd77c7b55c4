'use client';

import { ExternalLink, Pause, Play, RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/base/button';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { removeUpload, type ListedUpload } from './upload-list';
import { describePath } from './upload-state';

interface UploadButtonsProps {
  upload: ListedUpload;
  /** True for icons in a line of a list. */
  isCompact?: boolean;
}

/** The buttons of an upload. */
export function UploadButtons({ upload: { id, state, machine }, isCompact = false }: UploadButtonsProps) {
  const { phase, progress } = state;
  const of = isCompact ? ` ${progress.fileName}` : '';
  const path = describePath(state);
  const remove = () => removeUpload(id);
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
  const mayPause = phase === 'waiting' || phase === 'sending' || phase === 'reconnecting';
  return (
    <>
      {mayPause ? button('Pause', <Pause aria-hidden />, machine.pause) : null}
      {phase === 'paused' ? button('Resume', <Play aria-hidden />, machine.resume) : null}
      {phase === 'failed' && state.mayTryAgain ? button('Try again', <RotateCw aria-hidden />, machine.tryAgain) : null}
      {phase === 'done' && path ? (
        <ButtonLink
          href={path}
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
