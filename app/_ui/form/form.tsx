'use client';

import type { ComponentProps } from 'react';
import { STAMP_FIELD } from '@/app/_lib/commands/refusal';
import { stampOf } from '@/app/_ui/page/page-context';
import { RefusalMessage } from './refusal-message';
import { RestoredNote } from './restored-note';
import type { FormHandle } from './use-form';

type FormProps = Omit<ComponentProps<'form'>, 'action' | 'ref'> & { form: Omit<FormHandle<unknown>, 'state'> };

/**
 * A form that writes. It sends whose page it is on and of which build, and above its fields it says why a write was
 * refused. `useForm` makes what it takes.
 */
export function Form({ form, children, ...rest }: FormProps) {
  const { submit, ref, page, refusal, draft } = form;
  return (
    <form {...rest} ref={ref} action={submit}>
      <input type="hidden" name={STAMP_FIELD} value={stampOf(page)} />
      {refusal ? <RefusalMessage refusal={refusal} page={page} isKept={draft !== null} /> : null}
      {draft?.isRestored && !refusal ? <RestoredNote discard={draft.discard} /> : null}
      {children}
    </form>
  );
}
