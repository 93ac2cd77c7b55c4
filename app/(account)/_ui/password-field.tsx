'use client';

import { useState, type ComponentProps } from 'react';
import { Field } from '@/app/_ui/form/field';

type PasswordFieldProps = Omit<
  Extract<ComponentProps<typeof Field>, { multiline?: false; options?: undefined }>,
  'type' | 'multiline'
>;

/**
 * A password field that hides its text until the user asks to see it. The button appears only with scripts: beside the
 * label, or below the field if large text leaves no room.
 */
export function PasswordField(props: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="@container relative">
      <Field {...props} type={isShown ? 'text' : 'password'} spellCheck={false} autoCapitalize="none" />
      <button
        type="button"
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        className="noscript:hidden min-h-11 rounded-lg text-sm font-medium text-accent hover:text-accent-strong @min-[14rem]:absolute @min-[14rem]:-top-2.5 @min-[14rem]:right-0 @min-[14rem]:px-2"
      >
        Show password
      </button>
    </div>
  );
}
