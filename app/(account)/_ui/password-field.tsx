'use client';

import { useState, useSyncExternalStore, type ComponentProps } from 'react';
import { Field } from '@/app/_ui/field';

type PasswordFieldProps = Omit<Extract<ComponentProps<typeof Field>, { multiline?: false }>, 'type' | 'multiline'>;

/** A password, hidden until its owner asks to see it. The button is there only where there is script to serve it. */
export function PasswordField(props: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  const hasScript = useSyncExternalStore(neverChanges, () => true, () => false);
  return (
    <div className="relative">
      <Field {...props} type={isShown ? 'text' : 'password'} spellCheck={false} autoCapitalize="none" />
      {hasScript ? (
        <button
          type="button"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
          className="absolute -top-2.5 right-0 min-h-11 rounded-lg px-2 text-sm font-medium text-accent hover:text-accent-strong"
        >
          Show password
        </button>
      ) : null}
    </div>
  );
}

const neverChanges = () => () => {};
