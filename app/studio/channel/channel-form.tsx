'use client';

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { BEGAN_FROM } from '@/app/_lib/commands/form-state';
import { BeganFrom } from '@/app/_ui/form/began-from';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { HANDLE_MAX, HANDLE_MIN } from '@/text/handles';
import { DefaultSubmit, MarkdownField } from '@/app/studio/_markdown/markdown-field';
import { editChannel } from './actions';
import type { ChannelWords } from './channel-fields';
import { addressField, labelField, linkRows } from './link-rows';
import { CHANGED_ELSEWHERE } from './sentences';

interface ChannelFormProps {
  /** The words that the channel has. */
  words: ChannelWords;
  /** The name of the account, which is that of a channel without one. */
  accountName: string;
  /** The address of the pages of creators, without a handle. */
  base: string;
  /** The most characters of the text, and the most links. */
  max: { readonly text: number; readonly links: number };
  /** What the typed text looks like, if the form was sent for that. */
  preview: ReactNode;
}

/** The number of rows for links that are shown beyond the present ones. */
const SPARE_ROWS = 1;

/** The words of a channel in one form. What is typed stays until it is saved. */
export function ChannelForm({ words, accountName, base, max, preview }: ChannelFormProps) {
  const form = useForm(editChannel, { draft: 'channel' });
  const { state, ref } = form;
  const [edited, setEdited] = useState(false);
  const current = JSON.stringify(words);
  const seen = useRef(state);
  useEffect(() => {
    const began = ref.current?.elements.namedItem(BEGAN_FROM) as HTMLInputElement | null;
    if (began && seen.current !== state && state.status === 'done') began.value = current;
    seen.current = state;
  }, [ref, state, current]);
  const isReplacing = state.status === 'rejected' && Object.values(state.errors).includes(CHANGED_ELSEWHERE);
  const typed = (field: string, present: string) => state.typed[field] ?? present;
  const rows = linkRows(max.links);
  const filled = rows.findLast((row) => typed(addressField(row), words.links[row]?.url ?? '') !== '') ?? -1;
  const shown = Math.min(max.links, Math.max(filled + 1, words.links.length) + SPARE_ROWS);
  const row = (index: number) => (
    <LinkRow
      key={index}
      row={index}
      label={typed(labelField(index), words.links[index]?.label ?? '')}
      url={typed(addressField(index), words.links[index]?.url ?? '')}
    />
  );
  return (
    <Form
      form={form}
      hidden={{ replaces: isReplacing ? 'yes' : '' }}
      onInput={() => setEdited(true)}
      onSubmit={() => setEdited(false)}
      className="grid gap-6"
    >
      <BeganFrom text={state.typed[BEGAN_FROM] ?? current} />
      <DefaultSubmit />
      <Field
        name="name"
        label="Name"
        hint={
          <>
            As people see it on this page and beside your videos. Leave it empty to use the name of your account,{' '}
            <bdi>{accountName}</bdi>.
          </>
        }
        placeholder={accountName}
        defaultValue={typed('name', words.name)}
        autoComplete="off"
        dir="auto"
      />
      <Field
        name="handle"
        label="Handle"
        hint={
          <>
            The end of your page’s address, <span className="wrap-anywhere">{base}…</span> {HANDLE_MIN} to {HANDLE_MAX}{' '}
            letters, digits and hyphens. Your last three handles still lead here after a change.
          </>
        }
        defaultValue={typed('handle', words.handle)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <MarkdownField
        name="text"
        label="About you"
        hint={`What you teach, and for whom. Up to ${max.text.toLocaleString('en')} characters. Web addresses become links.`}
        defaultValue={typed('text', words.text)}
        rows={6}
        preview={preview}
      />
      <fieldset className="grid gap-3">
        <legend className="text-[0.9375rem] font-medium">Links</legend>
        <p className="text-sm text-muted">Up to {max.links}: your website, where people can write to you, a shop.</p>
        {rows.slice(0, shown).map(row)}
        {shown < max.links ? (
          <details>
            <summary className="inline-flex min-h-11 items-center rounded-lg text-[0.9375rem] font-medium text-accent hover:text-accent-strong">
              More links
            </summary>
            <div className="mt-3 grid gap-3">{rows.slice(shown).map(row)}</div>
          </details>
        ) : null}
      </fieldset>
      <FormOutcome />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pendingLabel="Saving…">{isReplacing ? 'Save this version' : 'Save'}</SubmitButton>
        <SavedNote>{edited || state.refusal || state.status !== 'done' ? null : state.note}</SavedNote>
      </div>
    </Form>
  );
}

function LinkRow({ row, label, url }: { row: number; label: string; url: string }) {
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Field
        name={labelField(row)}
        label={`Name of link ${row + 1}`}
        defaultValue={label}
        autoComplete="off"
        dir="auto"
        placeholder={row === 0 ? 'My website' : undefined}
      />
      <Field
        name={addressField(row)}
        label={`Address of link ${row + 1}`}
        defaultValue={url}
        autoComplete="off"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={row === 0 ? 'https://example.com' : undefined}
      />
    </div>
  );
}

/** Shows the outcome of the form, once it is known. */
function SavedNote({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus();
  return <output className="text-sm font-medium text-accent">{pending ? null : children}</output>;
}
