'use client';

import { createContext, use, useId, type ComponentProps } from 'react';
import { STAMP_FIELD, type FormState } from '@/app/_lib/commands/form-state';
import { stampOf } from '@/app/_ui/page/page-context';
import { RestoredNote } from './restored-note';
import { useKeptTextareas } from './typed-before-scripts';
import type { FormHandle } from './use-form';

type FormProps = Omit<ComponentProps<'form'>, 'action' | 'ref' | 'hidden'> & {
  form: FormHandle;
  /** Hidden fields: what the form is about. */
  hidden?: Readonly<Record<string, string>>;
};

const FormContext = createContext<FormHandle | null>(null);

/** Returns the state of the surrounding form, or null outside of a `Form`. */
export function useFormState(): FormState | null {
  return use(FormContext)?.state ?? null;
}

/** Returns the surrounding form, or null outside of a `Form`. */
export function useFormAround(): FormHandle | null {
  return use(FormContext);
}

/**
 * A form that writes. It sends the person and the build of its page. Its `Field`s show their errors and the typed
 * values, and a `FormOutcome`, right above its button, shows the outcome as a whole.
 * @param form made by `useForm`.
 */
export function Form({ form, hidden = {}, children, ...rest }: FormProps) {
  const { submit, ref, page, state, draft } = form;
  const ownId = useId();
  const id = rest.id ?? ownId;
  useKeptTextareas(ref, id);
  return (
    // What a browser would restore may be older than the draft and the page.
    <form autoComplete={draft ? 'off' : undefined} {...rest} id={id} ref={ref} action={submit}>
      <input type="hidden" name={STAMP_FIELD} value={stampOf(page)} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {draft?.isRestored && !state.refusal ? <RestoredNote discard={draft.discard} /> : null}
      <FormContext value={form}>{children}</FormContext>
    </form>
  );
}
