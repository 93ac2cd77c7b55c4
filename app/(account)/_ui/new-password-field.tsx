'use client';

import { PASSWORD_MIN } from '@/app/_lib/auth/password-rules';
import { PasswordField } from './password-field';

/** The field in which somebody chooses a password. A long one is refused, not cut. */
export function NewPasswordField({ name, label }: { name: string; label: string }) {
  return (
    <PasswordField
      name={name}
      label={label}
      hint={`At least ${PASSWORD_MIN} characters. A few words in a row are easy to remember and hard to guess.`}
      autoComplete="new-password"
      required
    />
  );
}
