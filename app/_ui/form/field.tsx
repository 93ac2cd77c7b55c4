'use client';

import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from '@/app/_ui/base/class-names';
import { useFormState } from './form';
import { Select } from './select';
import { firstInvalid } from './use-focus-on-first-invalid';

interface Labels {
  name: string;
  label: string;
  /** How to fill it in. Shown under the label from the start. */
  hint?: ReactNode;
  /** What is wrong with it, in a sentence. Within a `Form`, the form's action sets it. */
  error?: string;
}

type ControlProps =
  | ({ multiline?: false; options?: undefined } & ComponentProps<'input'>)
  | ({ multiline: true; options?: undefined } & ComponentProps<'textarea'>)
  | ({ multiline?: false } & ComponentProps<typeof Select>);

const control = classNames(
  'w-full rounded-lg border bg-surface px-3.5 text-base text-ink placeholder:text-muted/80',
  'transition-colors duration-150 hover:border-ink/60 disabled:bg-sunken disabled:text-muted',
  'focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:outline-danger',
);

/**
 * A labelled input, a textarea (`multiline`), or a list to choose from (`options`). All of it is in the server's HTML:
 * hint and error are tied to the control by id, so it works the same without JavaScript. Within a `Form` it shows the
 * error from the form's action and the typed value, unless `defaultValue` is given.
 */
export function Field({ label, hint, error: givenError, ...rest }: Labels & ControlProps) {
  const id = useId();
  const state = useFormState();
  const error = givenError ?? (state?.status === 'rejected' ? state.errors[rest.name] : undefined);
  const typed = state?.typed[rest.name];
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  const shared = {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': describedBy,
    ...(state && firstInvalid(state) === rest.name && { autoFocus: true }),
    ...(typed !== undefined && rest.defaultValue === undefined && { defaultValue: typed }),
  } as const;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-[0.9375rem] font-medium">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      <Control {...rest} {...shared} />
      {error ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm font-medium text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {error}
        </p>
      ) : null}
    </div>
  );
}

function Control(props: ControlProps) {
  if (props.options) {
    const { multiline: _, className, ...rest } = props;
    return <Select {...rest} className={classNames(control, 'min-h-11 border-line-strong', className)} />;
  }
  if (props.multiline) {
    const { multiline: _, options: _none, className, ...rest } = props;
    return (
      <textarea
        rows={5}
        {...rest}
        className={classNames(
          control,
          // In browsers that support it, the textarea is as tall as its text, between these limits.
          'field-sizing-content max-h-[70vh] min-h-28 border-line-strong py-2.5 leading-relaxed',
          className,
        )}
      />
    );
  }
  const { multiline: _, options: _none, className, ...rest } = props;
  return <input {...rest} className={classNames(control, 'min-h-11 border-line-strong', className)} />;
}
