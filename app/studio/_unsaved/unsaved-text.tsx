'use client';

import { usePathname } from 'next/navigation';
import { useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Typed } from '@/app/_lib/commands/form-state';
import { Button } from '@/app/_ui/base/button';
import { writeToClipboard } from '@/app/_ui/base/clipboard';
import { dropDraft, readDrafts } from '@/app/_ui/form/drafts';
import { FormMessage } from '@/app/_ui/form/form-message';
import { useOwnPage } from '@/app/_ui/page/page-context';
import { unsavedTexts } from './unsaved-texts';

interface UnsavedForm {
  readonly form: string;
  readonly texts: ReturnType<typeof unsavedTexts>;
}

const neverChanges = () => () => {};

/** @param drafts JSON of the entries of `readDrafts`. */
function formsOf(drafts: string): UnsavedForm[] {
  return (JSON.parse(drafts) as [string, Typed][])
    .map(([form, typed]) => ({ form, texts: unsavedTexts(typed) }))
    .filter(({ texts }) => texts.length > 0);
}

/**
 * Shows what somebody typed on this page while they could edit it, if they had not saved it: their access may end while
 * the page is open, and its form goes with it. Shows nothing if there is no such text.
 * @param why the form is gone, as a sentence.
 */
export function UnsavedText({ why }: { why: string }) {
  const { person } = useOwnPage();
  const path = usePathname();
  const id = useId();
  const [isDiscarded, setDiscarded] = useState(false);
  // Only the browser has the drafts.
  const drafts = useSyncExternalStore(
    neverChanges,
    () => JSON.stringify([...readDrafts({ person, path })]),
    () => '[]',
  );
  const forms = useMemo(() => formsOf(drafts), [drafts]);
  if (forms.length === 0 || isDiscarded) return null;
  const discard = () => {
    for (const { form } of forms) dropDraft({ person, path, form });
    setDiscarded(true);
  };
  return (
    <section aria-labelledby={id} className="mb-8 grid gap-4 text-left">
      <FormMessage kind="error">
        <h2 id={id} className="text-base font-medium">
          Your last changes were not saved
        </h2>
        <p>
          {why} What you typed is below, and stays in this browser until you discard it. If you can edit again, it comes
          back into the form.
        </p>
      </FormMessage>
      {forms.flatMap(({ form, texts }) => texts.map((each) => <Text key={`${form} ${each.label}`} {...each} />))}
      <Button variant="ghost" size="small" onClick={discard} className="justify-self-start">
        Discard
      </Button>
    </section>
  );
}

/** A text to copy. Where the browser lets no script copy, the button selects it. */
function Text({ label, text }: { label: string; text: string }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    const copied = await writeToClipboard(text);
    setCopied(copied);
    if (copied) return;
    field.current?.focus();
    field.current?.select();
  }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <Button variant="secondary" size="small" onClick={() => void copy()}>
          {isCopied ? 'Copied' : 'Copy'}
          <span className="sr-only"> {label.toLowerCase()}</span>
        </Button>
      </div>
      <textarea
        ref={field}
        id={id}
        readOnly
        dir="auto"
        value={text}
        rows={Math.min(8, text.split('\n').length + Math.floor(text.length / 80))}
        className="w-full rounded-lg border border-line-strong bg-sunken px-3 py-2"
      />
      <output className="sr-only">{isCopied ? `${label} copied` : ''}</output>
    </div>
  );
}
