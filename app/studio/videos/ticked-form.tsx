'use client';

import { useState, type ReactNode } from 'react';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { ConfirmedButton } from '@/app/_ui/form/confirmed-button';
import { Form } from '@/app/_ui/form/form';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm, type FormHandle } from '@/app/_ui/form/use-form';
import type { StudioRole } from '../_queries/creators-video';
import { changeTicked } from './actions';

interface TickedFormProps {
  /** The parameters of the list's address. */
  list: string;
  isTrash: boolean;
  /** What the user may do with the videos. */
  role: StudioRole;
  /** The videos of the rows. */
  videoIds: readonly string[];
  /** The rows, each with a box to tick (`video`). */
  children: ReactNode;
}

/** The list of videos as a form: what is done to those that are ticked, and what became of it. */
export function TickedForm({ list, isTrash, role, videoIds, children }: TickedFormProps) {
  const form = useForm(changeTicked);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const readBoxes = () => setTicked(boxesOf(form).flatMap(({ checked, value }) => (checked ? [value] : [])));
  const tickAll = (checked: boolean) => {
    for (const box of boxesOf(form)) box.checked = checked;
    readBoxes();
  };
  return (
    // React resets the form when its action is done.
    <Form form={form} hidden={{ list }} onInput={readBoxes} onReset={() => setTicked([])}>
      {role === 'viewer' ? null : (
        <div className="sticky top-0 z-20 rounded-t-2xl border-b border-line bg-surface px-4 py-2 sm:px-5">
          <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2">
            {/* A row may have left the list. */}
            <TickAll count={videoIds.filter((id) => ticked.includes(id)).length} of={videoIds.length} tick={tickAll} />
            <div className="ml-auto flex flex-wrap gap-2">
              {isTrash ? <TrashButtons /> : <ListButtons mayDelete={role === 'owner'} />}
            </div>
          </div>
          <Outcome form={form} />
        </div>
      )}
      {children}
    </Form>
  );
}

function ListButtons({ mayDelete }: { mayDelete: boolean }) {
  return (
    <>
      <SubmitButton size="small" variant="secondary" name="change" value="publish">
        Publish
      </SubmitButton>
      <SubmitButton size="small" variant="secondary" name="change" value="unpublish">
        Unpublish
      </SubmitButton>
      {mayDelete ? <DeleteButton /> : null}
    </>
  );
}

function DeleteButton() {
  return (
    <ConfirmedButton
      size="small"
      label="Delete…"
      title="Delete the selected videos?"
      name="change"
      value="delete"
      yes="Delete"
      pendingLabel="Deleting…"
    >
      <p>
        They disappear from every page immediately. You can restore them from the trash for 30 days, with their views
        and visibility. Then they and their files are gone for ever.
      </p>
    </ConfirmedButton>
  );
}

function TrashButtons() {
  return (
    <>
      <SubmitButton size="small" variant="secondary" name="change" value="restore">
        Restore
      </SubmitButton>
      <ConfirmedButton
        size="small"
        label="Delete for ever…"
        title="Delete the selected videos for ever?"
        name="change"
        value="purge"
        yes="Delete for ever"
        pendingLabel="Deleting…"
      >
        <p>The videos, their files and their figures are gone immediately. This can’t be undone.</p>
      </ConfirmedButton>
    </>
  );
}

/** What became of the change of the ticked videos. A form without scripts shows it on the page that it leads to. */
function Outcome({ form }: { form: FormHandle }) {
  const { state } = form;
  const text = state.refusal
    ? null
    : state.status === 'done'
      ? state.note
      : state.status === 'rejected'
        ? state.error
        : null;
  return (
    <div className="pb-1 empty:hidden">
      {text === null ? (
        <FormOutcome />
      ) : (
        <FormMessage kind={state.status === 'done' ? 'success' : 'error'}>
          <p className="whitespace-pre-line wrap-anywhere">{text}</p>
        </FormMessage>
      )}
    </div>
  );
}

/** Ticks all rows of the page, or none. Without JavaScript each row is ticked by itself. */
function TickAll({ count, of, tick }: { count: number; of: number; tick: (checked: boolean) => void }) {
  return (
    <>
      <label className="flex min-h-11 items-center gap-4 text-sm text-muted [@media(scripting:none)]:hidden">
        <input
          type="checkbox"
          className="size-5"
          checked={count > 0 && count === of}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < of;
          }}
          onChange={({ currentTarget }) => tick(currentTarget.checked)}
        />
        <span aria-live="polite">{count === 0 ? 'Select all' : `${count} selected`}</span>
      </label>
      <p className="hidden text-sm text-muted [@media(scripting:none)]:block">Tick videos to change them together.</p>
    </>
  );
}

function boxesOf({ ref }: FormHandle): HTMLInputElement[] {
  return [...(ref.current?.querySelectorAll<HTMLInputElement>('input[name=video]') ?? [])];
}
