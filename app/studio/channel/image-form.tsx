'use client';

import { useId, useRef, useState, type ReactNode } from 'react';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { sentenceOf } from '@/app/_lib/uploads/picture-notice';
import { Form } from '@/app/_ui/form/form';
import { PictureButton } from '@/app/_ui/form/picture-button';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';
import type { ImageKind } from '@/workers/channel/contract';
import { removeImage } from './actions';

interface ImageFormProps {
  kind: ImageKind;
  title: string;
  hint: string;
  /** What is shown now. */
  preview: ReactNode;
  hasImage: boolean;
  /** Of a file. */
  maxBytes: number;
  /** What happens to the last file, or why it was not taken. */
  message: { kind: 'error' | 'notice'; text: string } | null;
}

/**
 * The picture or the banner: what it looks like now, and forms to replace and remove it. A chosen file is sent at once;
 * without scripts by a button.
 */
export function ImageForm({ kind, title, hint, preview, hasImage, maxBytes, message }: ImageFormProps) {
  const id = useId();
  const page = useOwnPage();
  const ref = useRef<HTMLFormElement>(null);
  const [state, setState] = useState<'idle' | 'sending' | 'too-large'>('idle');
  const choose = (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file) return;
    if (file.size > maxBytes) return setState('too-large');
    setState('sending');
    ref.current?.requestSubmit();
  };
  const shown = state === 'too-large' ? ({ kind: 'error', text: sentenceOf('too-large')! } as const) : message;
  return (
    <section id={kind} aria-labelledby={`${id}-title`} className="grid scroll-mt-6 gap-3">
      <h2 id={`${id}-title`} className="text-lg">
        {title}
      </h2>
      {preview}
      <p id={`${id}-hint`} className="text-sm text-muted">
        {hint}
      </p>
      {shown ? <FormMessage kind={shown.kind}>{shown.text}</FormMessage> : null}
      <div className="flex flex-wrap items-center gap-3">
        <form
          ref={ref}
          method="post"
          action={`/api/channels/images?kind=${kind}`}
          encType="multipart/form-data"
          className="flex flex-wrap items-center gap-3"
        >
          <input type="hidden" name={STAMP_FIELD} value={stampOf(page)} />
          <PictureButton
            label={hasImage ? `Replace ${kind}` : `Choose a ${kind}`}
            isSending={state === 'sending'}
            hintId={`${id}-hint`}
            onChoose={choose}
          />
        </form>
        {hasImage ? <RemoveForm kind={kind} /> : null}
      </div>
    </section>
  );
}

function RemoveForm({ kind }: { kind: ImageKind }) {
  const form = useForm(removeImage);
  return (
    <Form form={form} hidden={{ kind }} className="flex flex-wrap items-center gap-3">
      <SubmitButton variant="ghost" pendingLabel="Removing…">
        Remove {kind}
      </SubmitButton>
      <FormOutcome />
    </Form>
  );
}
