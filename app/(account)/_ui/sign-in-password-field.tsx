'use client';

import Link from 'next/link';
import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { PasswordField } from './password-field';

/** The password of an account that somebody signs in to, and the way for who forgot it. */
export function SignInPasswordField() {
  return (
    <>
      <PasswordField
        name="password"
        label="Password"
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX}
      />
      <Link
        href="/forgot"
        className="-mt-3 justify-self-start py-1 text-sm font-medium text-accent underline underline-offset-4"
      >
        Forgot your password?
      </Link>
    </>
  );
}
