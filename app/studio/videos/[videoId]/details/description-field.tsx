'use client';

import { useRef, useState, useTransition, type ReactNode } from 'react';
import { Button } from '@/app/_ui/base/button';
import { Field } from '@/app/_ui/form/field';
import { previewDescription } from './actions';

interface DescriptionFieldProps {
  videoId: string;
  name: 'description';
  label: string;
  hint: string;
  defaultValue: string;
  /** What was saved elsewhere meanwhile. */
  conflict: ReactNode;
  lang: string | undefined;
}

/** The description in Markdown, and what it looks like, which the server renders. */
export function DescriptionField({ videoId, hint, conflict, ...field }: DescriptionFieldProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [preview, setPreview] = useState<ReactNode>(null);
  const [failed, setFailed] = useState(false);
  const [isPending, startTransition] = useTransition();
  const show = () =>
    startTransition(async () => {
      const form = new FormData();
      form.set('videoId', videoId);
      form.set('description', frame.current?.querySelector('textarea')?.value ?? '');
      try {
        const rendered = await previewDescription(form);
        setPreview(rendered);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    });
  return (
    <div ref={frame} className="grid gap-3" onInput={() => setPreview(null)}>
      <Field
        {...field}
        hint={
          <>
            {hint} Times such as 1:23 become links, and you can use Markdown: **bold**, *italic*, # headings, - lists,
            [links](https://…).
          </>
        }
        autoComplete="off"
        dir="auto"
        multiline
        rows={9}
      />
      {/* Without scripts, a saved description is seen on the page of the video. */}
      <Button
        variant="secondary"
        size="small"
        pending={isPending}
        onClick={preview === null ? show : () => setPreview(null)}
        aria-expanded={preview !== null}
        className="justify-self-start noscript:hidden"
      >
        {preview === null ? 'Preview' : 'Hide preview'}
      </Button>
      <div aria-live="polite">
        {failed ? <p className="text-sm text-danger">The preview couldn’t be loaded. Try again in a moment.</p> : null}
        {preview === null ? null : (
          <section
            aria-label="Preview of the description"
            lang={field.lang}
            className="rounded-lg border border-dashed border-line-strong p-4"
          >
            {preview}
          </section>
        )}
      </div>
      {conflict}
    </div>
  );
}
