'use client';

import { useEffect, useRef, useState, type FormEvent } from 'react';
import { PASSWORD_MIN } from '@/app/_lib/auth/password-rules';
import { strengthOf, type Strength } from '@/app/_lib/auth/password-strength';
import { PasswordField } from './password-field';
import { PasswordStrength } from './password-strength';

/**
 * The field in which somebody chooses a password, and how hard it is to guess, while they type. A long one is refused, not
 * cut.
 */
export function NewPasswordField({ name, label }: { name: string; label: string }) {
  const [strength, setStrength] = useState<Strength | null>(null);
  const typed = useRef('');
  const place = useRef<HTMLDivElement>(null);
  // A form that was answered is emptied.
  useEffect(() => {
    const form = place.current?.closest('form');
    const clear = () => setStrength(null);
    form?.addEventListener('reset', clear);
    return () => form?.removeEventListener('reset', clear);
  }, []);
  async function rate({ currentTarget: { value, form } }: FormEvent<HTMLInputElement>) {
    typed.current = value;
    // Without its list, as without a network, there is no estimate. The server makes its own.
    const rated = value.trim().length < PASSWORD_MIN ? null : await strengthOf(value, wordsIn(form)).catch(() => null);
    if (typed.current === value) setStrength(rated);
  }
  return (
    <div ref={place} className="grid gap-2">
      <PasswordField
        name={name}
        label={label}
        hint={`At least ${PASSWORD_MIN} characters. A few words in a row are easy to remember and hard to guess.`}
        autoComplete="new-password"
        required
        onInput={(event) => void rate(event)}
      />
      <PasswordStrength strength={strength} />
    </div>
  );
}

/** Returns the person's name and address, as far as they are in the form. */
function wordsIn(form: HTMLFormElement | null): string[] {
  const fields = new FormData(form ?? undefined);
  return ['name', 'email', 'username'].map((name) => fields.get(name)).filter((value) => typeof value === 'string');
}
