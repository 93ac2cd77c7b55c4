'use client';

import type { ReactNode } from 'react';
import { isWaiting } from '@/app/_lib/commands/form-state';
import { useFormAround } from './form';
import { FormMessage } from './form-message';
import { ParkedMessage } from './parked-message';
import { RefusalMessage } from './refusal-message';

interface FormOutcomeProps {
  /** The text while the command waits for its component, if the usual sentence does not fit. */
  queued?: ReactNode;
  /** True if the page already shows the effect that the command waits for. */
  isShown?: boolean;
}

/**
 * The outcome of the surrounding form as a whole: a refusal, an error, or a waiting command. Put it into a `Form` right
 * above the button, where the user is looking. The error of a field is shown at the field.
 */
export function FormOutcome({ queued, isShown = false }: FormOutcomeProps) {
  const form = useFormAround();
  if (form === null) return null;
  const { state, page, draft } = form;
  if (state.refusal) return <RefusalMessage refusal={state.refusal} page={page} isKept={draft !== null} />;
  if (isWaiting(state) && isShown) return null;
  switch (state.status) {
    case 'rejected':
      return state.error === null ? null : <FormMessage kind="error">{state.error}</FormMessage>;
    case 'queued':
      return <FormMessage kind="notice">{queued ?? <Queued />}</FormMessage>;
    case 'parked':
      return <ParkedMessage />;
    default:
      return null;
  }
}

function Queued() {
  return (
    <>
      Saved and queued, because the site is busy. Your change will take effect soon, and you can leave this page.
      <noscript> Reload the page to see if it is done.</noscript>
    </>
  );
}
