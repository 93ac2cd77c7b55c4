'use client';

import { useRef, useState, useTransition, type ReactNode } from 'react';
import { PREVIEW_FIELD } from '@/app/_lib/commands/form-state';
import { Button } from '@/app/_ui/base/button';
import { Field } from '@/app/_ui/form/field';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';
import { previewMarkdown } from './actions';

interface MarkdownFieldProps {
  name: string;
  label: string;
  hint: ReactNode;
  defaultValue: string;
  rows: number;
  lang?: string;
  /** What was saved elsewhere meanwhile. */
  conflict?: ReactNode;
  /** The video that the text describes: its times become links. */
  videoId?: string;
  /** What the typed text looks like, if the form was sent for it without scripts: `previewed`. */
  preview: ReactNode;
}

/**
 * A text in Markdown, and what it looks like, which the server renders. With scripts the preview opens within the page.
 * Without them its button sends the form, which comes back with the preview and with everything that was typed. Put a
 * `DefaultSubmit` at the beginning of the form.
 */
export function MarkdownField({ hint, conflict, videoId, preview: sent, ...field }: MarkdownFieldProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [preview, setPreview] = useState(sent);
  const [failed, setFailed] = useState(false);
  const [isPending, startTransition] = useTransition();
  const hasScripts = useTimeZone() !== null;
  const isShown = preview !== null;
  const show = () =>
    startTransition(async () => {
      const form = new FormData();
      form.set('text', frame.current?.querySelector('textarea')?.value ?? '');
      if (videoId !== undefined) form.set('videoId', videoId);
      try {
        setPreview(await previewMarkdown(form));
        setFailed(false);
      } catch {
        setFailed(true);
      }
    });
  return (
    <div ref={frame} className="grid gap-3" onInput={() => setPreview(null)}>
      <Field
        {...field}
        hint={<>{hint} You can use Markdown: **bold**, *italic*, # headings, - lists, [links](https://…).</>}
        autoComplete="off"
        dir="auto"
        multiline
      />
      <Button
        // With scripts it is no submit button, so that Enter in a field of the form saves.
        {...(hasScripts
          ? { onClick: isShown ? () => setPreview(null) : show, 'aria-expanded': isShown, pending: isPending }
          : { type: 'submit' as const, name: PREVIEW_FIELD, value: field.name, formNoValidate: true })}
        // The page comes back at the preview for which it was sent.
        autoFocus={sent !== null}
        variant="secondary"
        size="small"
        className="justify-self-start"
      >
        {hasScripts && isShown ? 'Hide preview' : 'Preview'}
      </Button>
      <div aria-live="polite">
        {failed ? <p className="text-sm text-danger">The preview couldn’t be loaded. Try again in a moment.</p> : null}
        {isShown ? (
          <section
            aria-label={`Preview: ${field.label}`}
            lang={field.lang}
            className="grid gap-3 rounded-lg border border-dashed border-line-strong p-4"
          >
            <noscript>
              <p className="text-sm text-muted">This is a preview. Nothing is saved yet.</p>
            </noscript>
            {preview}
          </section>
        ) : null}
      </div>
      {conflict}
    </div>
  );
}

/** Makes Enter in a field save the form also without scripts, where the button of a preview may be its first one. */
export function DefaultSubmit() {
  return (
    <noscript>
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
    </noscript>
  );
}
