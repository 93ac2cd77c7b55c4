'use client';

import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import { useFormState } from '@/app/_ui/form/form';
import { FILE_MAX } from './file-max';
import { captionsSentence } from './sentences';

/** Chooses a file of captions. A file that is too large is refused before it is sent. */
export function FileField({ label }: { label: string }) {
  const id = useId();
  const state = useFormState();
  const error = state?.status === 'rejected' ? state.errors.file : undefined;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-[0.9375rem] font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted">
        WebVTT (.vtt) or SubRip (.srt), in any encoding.
      </p>
      <input
        id={id}
        type="file"
        name="file"
        accept=".vtt,.srt,.sbv,text/vtt,application/x-subrip"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
        onChange={({ target }) => {
          const isLarge = (target.files?.[0]?.size ?? 0) > FILE_MAX;
          target.setCustomValidity(isLarge ? captionsSentence({ reason: 'large-file' }) : '');
          if (isLarge) target.reportValidity();
        }}
        className="min-h-11 w-full max-w-md rounded-lg border border-line-strong bg-surface text-base text-muted file:mr-4 file:min-h-11 file:cursor-pointer file:border-0 file:border-r file:border-line-strong file:bg-sunken file:px-4 file:font-medium file:text-ink aria-invalid:border-danger"
      />
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm font-medium text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {error}
        </p>
      ) : null}
    </div>
  );
}
