'use client';

import { useEffect, useRef, useState } from 'react';
import { PROOF_FIELD, type ProvenForm } from '@/app/_lib/limits/proof-field';
import { useFormAround } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';

/**
 * Has the browser do some work before its form is sent, so that a flood of forms costs whom it comes from. It is quiet: nothing is
 * asked. It needs scripts, and says so without them.
 */
export function Proof({ of }: { of: ProvenForm }) {
  const { ref } = useFormAround()!;
  const field = useRef<HTMLInputElement>(null);
  const [stage, setStage] = useState<'rest' | 'checking' | 'failed'>('rest');
  useEffect(() => {
    const element = ref.current!;
    let isChecking = false;
    let isProven = false;
    async function prove(submitter: HTMLElement | null) {
      isChecking = true;
      setStage('checking');
      try {
        field.current!.value = await proofOf(of);
        isProven = true;
        setStage('rest');
        element.requestSubmit(submitter);
      } catch (error) {
        console.error(error);
        setStage('failed');
      } finally {
        isChecking = false;
        isProven = false;
      }
    }
    const onSubmit = (event: SubmitEvent) => {
      if (isProven) return;
      // React must not send the form yet.
      event.preventDefault();
      event.stopPropagation();
      if (!isChecking) void prove(event.submitter);
    };
    element.addEventListener('submit', onSubmit);
    return () => element.removeEventListener('submit', onSubmit);
  }, [ref, of]);
  return (
    <>
      <input ref={field} type="hidden" name={PROOF_FIELD} />
      <output className={stage === 'checking' ? 'text-sm text-muted' : 'sr-only'}>
        {stage === 'checking' ? 'Checking your browser…' : ''}
      </output>
      {stage === 'failed' ? (
        <FormMessage kind="error">Your browser couldn’t be checked just now. Try again in a moment.</FormMessage>
      ) : null}
      <noscript>
        <p className="text-sm text-muted">
          {of === 'sign-in'
            ? 'After many wrong passwords from your network, signing in needs JavaScript here.'
            : 'This form needs JavaScript here, by which programs that send it over and over are slowed down.'}
        </p>
      </noscript>
    </>
  );
}

/** Returns the proof for a form, or an empty text if it takes none just now. */
async function proofOf(form: ProvenForm): Promise<string> {
  const response = await fetch(`/api/proof-of-work?${new URLSearchParams({ form })}`);
  if (response.status === 204) return '';
  if (!response.ok) throw new Error(`The challenge was answered by ${response.status}`);
  const [challenge, { solveChallenge }, { deriveKey }] = await Promise.all([
    response.json(),
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/pbkdf2'),
  ]);
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('The challenge was not solved in time');
  const { counter, derivedKey } = solution;
  return JSON.stringify({ challenge, solution: { counter, derivedKey } });
}
