'use client';

import { KeyRound } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { FormMessage } from '@/app/_ui/form/form-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import type { FormHandle } from '@/app/_ui/form/use-form';

/** The hidden field in which a form sends what the browser says of a passkey. */
export const PASSKEY_FIELD = 'passkey';

interface PasskeyButtonProps {
  form: FormHandle;
  /** Asks the browser for a passkey. What it resolves to is sent. */
  ask: () => Promise<object>;
  pendingLabel: string;
  variant?: 'primary' | 'secondary';
  /** What to say if somebody cancels. */
  cancelled: string;
  children: ReactNode;
}

/** The button of a form that sends a passkey: it asks the browser first. It needs scripts, as passkeys do. */
export function PasskeyButton({
  form,
  ask,
  pendingLabel,
  variant = 'primary',
  cancelled,
  children,
}: PasskeyButtonProps) {
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function askAndSend() {
    setProblem(null);
    try {
      field.current!.value = JSON.stringify(await ask());
      form.ref.current?.requestSubmit();
    } catch (error) {
      setProblem(sentenceFor(error) ?? cancelled);
    }
  }
  return (
    <>
      {problem ? <FormMessage kind="error">{problem}</FormMessage> : null}
      <input ref={field} type="hidden" name={PASSKEY_FIELD} />
      <SubmitButton
        pendingLabel={pendingLabel}
        variant={variant}
        className="noscript:hidden"
        onClick={(event) => {
          event.preventDefault();
          void askAndSend();
        }}
      >
        <KeyRound className="size-5" aria-hidden /> {children}
      </SubmitButton>
    </>
  );
}

/** Returns what to tell somebody whose browser gave no passkey; null if they cancelled. */
function sentenceFor(error: unknown): string | null {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'This device already has a passkey for your account.';
  if (name === 'NotAllowedError' || name === 'AbortError') return null;
  return 'Your browser couldn’t use a passkey here.';
}
