'use client';

import { Field } from '@/app/_ui/form/field';
import { NewPasswordField } from './new-password-field';
import { TermsField } from './terms-field';
import { UsernameField } from './username-field';

interface FinishFieldsProps {
  email: string;
  /** To begin with. */
  name?: string;
  /** The version of the site's terms; null if there are none. */
  terms: string | null;
}

/** What an account needs beside a proven address. */
export function FinishFields({ email, name, terms }: FinishFieldsProps) {
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
      {terms === null ? null : <TermsField version={terms} />}
    </>
  );
}
