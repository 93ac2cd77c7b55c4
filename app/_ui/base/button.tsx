import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import { buttonStyles, type ButtonSize, type ButtonVariant } from './button-styles';

export type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** At work: shows a spinner and takes no clicks, but stays where the focus is. */
  pending?: boolean;
};

/** A button. It submits only with `type="submit"`; forms use SubmitButton. */
export function Button({ variant, size, pending = false, className, type = 'button', children, ...rest }: ButtonProps) {
  // A disabled button would drop the focus, and a screen reader its place: a pending one only refuses.
  const refuse = pending ? { onClick: (event: MouseEvent) => event.preventDefault(), 'aria-disabled': true } : {};
  return (
    <button {...rest} {...refuse} type={type} className={buttonStyles(variant, size, className)}>
      {pending ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}
