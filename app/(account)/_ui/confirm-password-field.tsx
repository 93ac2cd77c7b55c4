'use client';

import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { PasswordField } from './password-field';

/** Asks for the user's password once more, so that an open browser alone is not enough. */
export function ConfirmPasswordField() {
  return (
    <PasswordField
      name="password"
      label="Password"
      hint="To confirm that it’s you."
      autoComplete="current-password"
      required
      maxLength={PASSWORD_MAX}
    />
  );
}
