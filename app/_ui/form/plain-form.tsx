'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import type { ComponentProps } from 'react';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { noteOtherBuild } from '@/app/_ui/page/staleness';
import { stampOf, useOwnPage } from '@/app/_ui/page/page-context';

type PlainFormProps = Omit<ComponentProps<'form'>, 'action'> & {
  action: (form: FormData) => Promise<void>;
  /** A page on which the user can do the same, if the action cannot be reached from here. */
  elsewhere?: string;
};

/** A form of buttons only, whose action has no answer. */
export function PlainForm({ action, elsewhere, children, ...rest }: PlainFormProps) {
  const page = useOwnPage();
  return (
    <form {...rest} action={typeof window === 'undefined' ? action : (form) => attempt(action, form, elsewhere)}>
      <input type="hidden" name={STAMP_FIELD} value={stampOf(page)} />
      {children}
    </form>
  );
}

/** The server of another build does not know this page's action, but each of its own pages has one that works. */
async function attempt(action: PlainFormProps['action'], form: FormData, elsewhere?: string): Promise<void> {
  try {
    await action(form);
  } catch (error) {
    unstable_rethrow(error);
    if (unstable_isUnrecognizedActionError(error)) noteOtherBuild();
    if (elsewhere) location.assign(elsewhere);
  }
}
