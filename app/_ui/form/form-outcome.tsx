'use client';

import type { ReactNode } from 'react';
import { useFormState } from './form';
import { FormMessage } from './form-message';
import { ParkedMessage } from './parked-message';

interface FormOutcomeProps {
  /** What to say while the command waits for its component, where the usual sentence does not fit. */
  queued?: ReactNode;
}

/** What came of the form around as a whole: what is wrong with it, or that its command waits. It stands in a `Form`. */
export function FormOutcome({ queued }: FormOutcomeProps) {
  const state = useFormState();
  switch (state?.status) {
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
      Saved and queued, because the site is busy. Your change takes effect by itself, and you can leave this page.
      <noscript> Reload the page to see if it is done.</noscript>
    </>
  );
}
