'use client';

import { FileVideo } from 'lucide-react';
import type { InputHTMLAttributes } from 'react';
import { formatBytes } from '@/app/_lib/format/format';
import { buttonStyles, type ButtonVariant } from '@/app/_ui/base/button-styles';
import { classNames } from '@/app/_ui/base/class-names';
import { ACCEPT, WELL_KNOWN_FORMATS } from '@/workers/video-publishing/file-types';
import { useDropTarget, type Take } from './drop-target';
import { chosenFiles } from './pick-files';

interface DropZoneProps {
  take: Take;
  /** True for a new file of one video: only one is taken. */
  isForOne: boolean;
  /** The largest size of a file. */
  maxBytes: number;
  /** True for a smaller zone, on a page about something else. */
  isSmall: boolean;
  describedBy?: string | undefined;
}

/**
 * The place to choose files. Those that are dropped, here or elsewhere on the page, go the same way (drop-anywhere.tsx).
 * The inputs are for keyboards and screen readers, their labels for pointers.
 */
export function DropZone({ take, isForOne, maxBytes, isSmall, describedBy }: DropZoneProps) {
  useDropTarget(take);
  const title = isForOne ? 'Drop the file here' : isSmall ? 'Drop more videos here' : 'Drop videos here';
  return (
    <div
      className={classNames(
        'grid justify-items-center rounded-2xl border-2 border-dashed border-line-strong/60 bg-surface px-6 text-center',
        isSmall ? 'py-8' : 'py-14 sm:py-20',
      )}
    >
      {isSmall ? null : <FileVideo className="mb-5 size-12 text-accent" strokeWidth={1.5} aria-hidden />}
      <p className={classNames('font-semibold tracking-tight max-sm:hidden', isSmall ? 'text-lg' : 'text-xl')}>
        {title}
      </p>
      <p className="mt-2 mb-6 max-w-md text-muted text-pretty">
        {WELL_KNOWN_FORMATS.join(', ')} and most others, up to {formatBytes(maxBytes)}
        {isForOne ? '.' : ' each.'}
      </p>
      <div className="flex flex-wrap justify-center gap-3">
        <FileButton
          label={isForOne ? 'Choose a file' : 'Choose files'}
          variant="primary"
          take={take}
          accept={ACCEPT}
          multiple={!isForOne}
          aria-describedby={describedBy}
        />
        {isForOne ? null : (
          // Phones have no folders to choose.
          <FileButton
            label="Choose a folder"
            variant="secondary"
            take={take}
            className="pointer-coarse:hidden"
            {...FOLDER}
          />
        )}
      </div>
    </div>
  );
}

/** All browsers know it, React's types do not. */
const FOLDER = { webkitdirectory: '' } as InputHTMLAttributes<HTMLInputElement>;

interface FileButtonProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'onChange'> {
  label: string;
  variant: ButtonVariant;
  take: Take;
}

function FileButton({ label, variant, take, className, ...input }: FileButtonProps) {
  return (
    <label
      className={buttonStyles(
        variant,
        'medium',
        classNames(
          'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          className,
        ),
      )}
    >
      {label}
      <input
        {...input}
        type="file"
        className="sr-only"
        onChange={(event) => {
          const files = chosenFiles(event.target.files);
          // A folder without files is said to be empty. A dialog that was cancelled chooses nothing.
          if (files.length > 0) take(files);
          // Lets the person choose the same files again.
          event.target.value = '';
        }}
      />
    </label>
  );
}
