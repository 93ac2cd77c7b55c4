'use client';

import { FileVideo } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { formatBytes } from '@/app/_lib/format/format';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { classNames } from '@/app/_ui/base/class-names';
import { ACCEPT, WELL_KNOWN_FORMATS } from '@/workers/video-publishing/file-types';

interface DropZoneProps {
  onFile: (file: File) => void;
  /** The largest size of a file. */
  maxBytes: number;
  /** True for a smaller zone, on a page about something else. */
  isSmall: boolean;
  describedBy?: string;
}

/** The place to drop or choose a file. The input is for keyboards and screen readers, the label for pointers. */
export function DropZone({ onFile, maxBytes, isSmall, describedBy }: DropZoneProps) {
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <div
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files);
      }}
      className={classNames(
        'grid justify-items-center rounded-2xl border-2 border-dashed px-6 text-center transition-colors',
        isSmall ? 'py-8' : 'py-14 sm:py-20',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong/60 bg-surface',
      )}
    >
      {isSmall ? null : <FileVideo className="mb-5 size-12 text-accent" strokeWidth={1.5} aria-hidden />}
      <p className={classNames('font-semibold tracking-tight max-sm:hidden', isSmall ? 'text-lg' : 'text-xl')}>
        {isSmall ? 'Drop another video here' : 'Drop a video here'}
      </p>
      <p className="mt-2 mb-6 max-w-md text-muted text-pretty">
        {WELL_KNOWN_FORMATS.join(', ')} and most others, up to {formatBytes(maxBytes)}.
      </p>
      <label
        className={buttonStyles(
          'primary',
          'medium',
          'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        )}
      >
        Choose a file
        <input
          type="file"
          accept={ACCEPT}
          className="sr-only"
          aria-describedby={describedBy}
          onChange={(event) => {
            take(event.target.files);
            // Lets the user choose the same file again.
            event.target.value = '';
          }}
        />
      </label>
    </div>
  );
}
