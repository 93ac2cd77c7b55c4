'use client';

import { useId } from 'react';
import { useFormState } from '@/app/_ui/form/form';

/** Asks somebody to accept a version of the site's terms, which the field `terms` names. */
export function TermsField({ version }: { version: string }) {
  const id = useId();
  const state = useFormState();
  const error = state?.status === 'rejected' ? state.errors.terms : undefined;
  return (
    <div className="grid gap-1.5">
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          name="terms"
          value={version}
          defaultChecked={state?.typed.terms === version}
          required
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          className="size-5 shrink-0"
        />
        <span>
          I accept the{' '}
          <a href="/terms" target="_blank" className="font-medium text-accent underline underline-offset-4">
            terms of this site
          </a>
        </span>
      </label>
      {error ? (
        <p id={id} className="text-sm font-medium text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}
