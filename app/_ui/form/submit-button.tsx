'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from '@/app/_ui/base/button';

type SubmitButtonProps = Omit<ButtonProps, 'type' | 'pending'> & {
  /** What it says while the form is on its way: "Saving…". */
  pendingLabel?: string;
};

/** The button of a form: pending from the click until the form's action is done. */
export function SubmitButton({ pendingLabel, children, ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button {...rest} type="submit" pending={pending}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
