'use client';

import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { Field } from '@/app/_ui/form/field';
import { useFormAround } from '@/app/_ui/form/form';
import { firstInvalid } from '@/app/_ui/form/use-focus-on-first-invalid';
import { useInstants } from '@/app/_ui/time/use-instants';
import { useTimeZone } from '@/app/_ui/time/use-time-zone';
import type { StudioRole } from '@/app/studio/_queries/creators-video';
import { whoSeesPrivate } from '@/app/studio/who-sees-private';
import type { Visibility } from '@/workers/video-publishing/contract';
import { FIELD_LABELS, VISIBILITY_LABELS } from '../field-words';

const MEANINGS: Readonly<Record<Exclude<Visibility, 'private'>, string>> = {
  unlisted: 'Anyone with the link can watch it. It doesn’t appear in any list.',
  public: 'Everybody can find and watch it.',
  scheduled: 'Private until a time that you set, then public.',
};

const NOWHERE = { current: null };
const CHOICES: readonly Visibility[] = ['private', 'unlisted', 'public', 'scheduled'];

interface VisibilityFieldsProps {
  /** Of the user. */
  role: StudioRole;
  /** The chosen visibility, and the time in the form of the input. */
  visibility: string;
  publishAt: string;
  /** What was chosen elsewhere meanwhile. */
  conflict: ReactNode;
}

/**
 * Who can watch the video. The time is shown with its choice: in the browser's time zone, or in UTC without scripts.
 */
export function VisibilityFields({ role, visibility, publishAt, conflict }: VisibilityFieldsProps) {
  const id = useId();
  const form = useFormAround();
  const timeZone = useTimeZone();
  useInstants(form?.ref ?? NOWHERE, 'publishAt');
  const error = form?.state.status === 'rejected' ? form.state.errors.visibility : undefined;
  const isFirstWrong = error !== undefined && form !== null && firstInvalid(form.state) === 'visibility';
  return (
    <fieldset
      role="radiogroup"
      aria-invalid={error ? true : undefined}
      className="group grid gap-3"
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className="mb-3 text-[0.9375rem] font-medium">{FIELD_LABELS.visibility}</legend>
      <div className="overflow-hidden rounded-lg border border-line-strong">
        {CHOICES.map((each) => (
          <label
            key={each}
            className="grid min-h-11 cursor-pointer grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 border-b border-line px-4 py-3 transition-colors last:border-b-0 hover:bg-sunken has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="visibility"
              value={each}
              defaultChecked={visibility === each}
              aria-labelledby={`${id}-${each}`}
              aria-describedby={`${id}-${each}-meaning`}
              autoFocus={isFirstWrong && visibility === each}
              className="mt-0.5 size-5 accent-accent"
            />
            <span id={`${id}-${each}`} className="font-medium">
              {VISIBILITY_LABELS[each]}
            </span>
            <span id={`${id}-${each}-meaning`} className="col-start-2 text-sm text-muted">
              {each === 'private' ? `${whoSeesPrivate(role)} can watch it.` : MEANINGS[each]}
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm font-medium text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {error}
        </p>
      ) : null}
      <div className="hidden group-has-[input[value=scheduled]:checked]:block">
        <Field
          name="publishAt"
          type="datetime-local"
          // The browser's menus go to the minute, but seconds may be typed.
          step="any"
          label="Day and time"
          hint={timeZone ? `Up to a year ahead, in your time zone, ${timeZone}.` : <UtcHint />}
          defaultValue={publishAt}
        />
      </div>
      {conflict}
    </fieldset>
  );
}

function UtcHint() {
  return (
    <>
      Up to a year ahead, in Coordinated Universal Time (UTC).
      <noscript> Without JavaScript this page cannot know your time zone.</noscript>
    </>
  );
}
