'use client';

import { useRouter } from 'next/navigation';
import { useId, useRef, useState, type FormEvent } from 'react';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { sentenceOf } from '@/app/_lib/uploads/picture-notice';
import { PictureButton } from '@/app/_ui/form/picture-button';
import { FormMessage } from '@/app/_ui/form/form-message';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';

interface PictureFormProps {
  videoId: string;
  hint: string;
  /** Of the file. */
  maxBytes: number;
  /** What happens to the last choice, or why it was not taken. */
  message: { kind: 'error' | 'notice'; text: string } | null;
  /** Names the posters that the page knows of: it changes when a new one is noticed, made or refused. */
  posters: string;
}

/**
 * Uploads a picture as the poster: at once when it is chosen, without leaving the page, because uploads of videos may
 * be going on in it; without scripts by a button.
 */
export function PictureForm({ videoId, hint, maxBytes, message, posters }: PictureFormProps) {
  const id = useId();
  const page = useOwnPage();
  const router = useRouter();
  const ref = useRef<HTMLFormElement>(null);
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  /** What the page knew of when a file was stored that waits. */
  const [queuedAt, setQueuedAt] = useState<string | null>(null);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setIsSending(true);
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body: new FormData(form),
        headers: { Accept: 'application/json' },
      });
      const { notice, error } = (await answer.json()) as { notice?: unknown; error?: string };
      if (notice === 'queued') setQueuedAt(posters);
      else setProblem(error ?? sentenceOf(notice));
      router.refresh();
    } catch {
      setProblem('The site could not be reached. Check your connection, and choose the file again.');
    } finally {
      setIsSending(false);
      form.reset();
    }
  };
  const choose = (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file) return;
    if (file.size > maxBytes) return setProblem(sentenceOf('too-large'));
    setProblem(null);
    setQueuedAt(null);
    ref.current?.requestSubmit();
  };
  const queued = queuedAt === posters ? ({ kind: 'notice', text: sentenceOf('queued')! } as const) : null;
  const shown = problem === null ? (queued ?? message) : ({ kind: 'error', text: problem } as const);
  return (
    <form
      ref={ref}
      method="post"
      action={`/api/posters/${videoId}`}
      encType="multipart/form-data"
      onSubmit={send}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3"
    >
      <input type="hidden" name={STAMP_FIELD} value={stampOf(page)} />
      {shown ? <FormMessage kind={shown.kind}>{shown.text}</FormMessage> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <PictureButton label="Upload a picture" isSending={isSending} hintId={`${id}-hint`} onChoose={choose} />
      </div>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {hint}
      </p>
    </form>
  );
}
