'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from '@/app/_ui/base/button';

type SubmitButtonProps = Omit<ButtonProps, 'type' | 'pending'> & {
  /** The label while the form is being sent: "Saving…". */
  pendingLabel?: string;
};

/** The button of a form. It is pending from the click until the form's action is done. */
export function SubmitButton({ pendingLabel, children, ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button {...rest} type="submit" pending={pending}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
