'use client';

import { Field } from '@/app/_ui/form/field';
import { NewPasswordField } from './new-password-field';
import { UsernameField } from './username-field';

/** What an account needs beside a proven address. @param name to begin with. */
export function FinishFields({ email, name }: { email: string; name?: string }) {
  return (
    <>
      <UsernameField email={email} />
      <Field
        name="name"
        label="Name"
        hint="Shown with the tutorials you publish."
        autoComplete="name"
        dir="auto"
        defaultValue={name}
        required
      />
      <NewPasswordField name="password" label="Password" />
    </>
  );
}
