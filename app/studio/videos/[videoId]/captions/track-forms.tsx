'use client';

import type { ReactNode } from 'react';
import { hasOutcome } from '@/app/_lib/commands/form-state';
import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import type { FieldOptions } from '@/app/_ui/form/select';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm, type FormHandle } from '@/app/_ui/form/use-form';
import { describeTrack, removeTrack, replaceLines, restoreTrack } from './actions';
import { FileField } from './file-field';
import { Report } from './report';

interface TrackFormProps {
  ids: { videoId: string; trackId: string };
  /** Of the track, for screen readers. */
  name: string;
}

interface TrackToolsProps extends TrackFormProps {
  language: string;
  label: string;
  options: FieldOptions;
  /** Of the track on this page. */
  revision: number;
  /** What else can be done with it. */
  children: ReactNode;
}

/** What is seldom done with a track: folded, unless one of the forms has something to say. */
export function TrackTools({ children, options, revision, ...track }: TrackToolsProps) {
  const [describing, replacing] = [useForm(describeTrack), useForm(replaceLines)];
  return (
    <details open={hasOutcome(describing.state) || hasOutcome(replacing.state)} className="group">
      <summary className="-mx-2 inline-flex min-h-11 cursor-pointer items-center rounded-lg px-2 text-sm font-medium text-accent hover:bg-sunken">
        <span>
          Name, file, download<span className="sr-only">: {track.name}</span>
        </span>
      </summary>
      <div className="mt-3 grid gap-6 rounded-xl bg-sunken p-4">
        <DescribeForm {...track} form={describing} options={options} />
        <ReplaceForm {...track} form={replacing} revision={revision} />
        {children}
      </div>
    </details>
  );
}

interface TrackToolProps extends TrackFormProps {
  form: FormHandle;
  language: string;
}

/** Changes the language and the label of a track. */
function DescribeForm({
  form,
  ids,
  name,
  language,
  label,
  options,
}: TrackToolProps & { label: string; options: FieldOptions }) {
  const { typed } = form.state;
  return (
    <Form form={form} hidden={ids} className="grid gap-4">
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <Field
          name="language"
          label="Language"
          defaultValue={typed.language ?? language}
          options={options}
          autoComplete="off"
        />
        <Field name="label" label="Label" defaultValue={typed.label ?? label} autoComplete="off" dir="auto" />
      </div>
      <FormOutcome />
      <SubmitButton
        variant="secondary"
        size="small"
        pendingLabel="Saving…"
        className="justify-self-start"
        aria-label={`Save the name of ${name}`}
      >
        Save
      </SubmitButton>
    </Form>
  );
}

/** Replaces all lines of a track by those of another file. */
function ReplaceForm({ form, ids, name, language, revision }: TrackToolProps & { revision: number }) {
  return (
    <Form form={form} hidden={{ ...ids, language, revision: String(revision) }} className="grid gap-4">
      <FileField label="Replace all lines with a file" />
      <FormOutcome />
      <Report state={form.state} />
      <SubmitButton
        variant="secondary"
        size="small"
        pendingLabel="Replacing…"
        className="justify-self-start"
        aria-label={`Replace ${name}`}
      >
        Replace
      </SubmitButton>
    </Form>
  );
}

/** Removes a track, which can be restored. */
export function RemoveTrackForm({ ids, name }: TrackFormProps) {
  return (
    <Form form={useForm(removeTrack)} hidden={ids} className="grid gap-2">
      <FormOutcome />
      <SubmitButton variant="ghost" size="small" pendingLabel="Removing…" aria-label={`Remove ${name}`}>
        Remove
      </SubmitButton>
    </Form>
  );
}

/** Brings a removed track back. */
export function RestoreTrackForm({ ids, name }: TrackFormProps) {
  return (
    <Form form={useForm(restoreTrack)} hidden={ids} className="grid gap-2">
      <FormOutcome />
      <SubmitButton variant="secondary" size="small" pendingLabel="Restoring…" aria-label={`Restore ${name}`}>
        Restore
      </SubmitButton>
    </Form>
  );
}
