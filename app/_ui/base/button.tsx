import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import { buttonStyles, type ButtonSize, type ButtonVariant } from './button-styles';

export type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** True while its work is running: shows a spinner and ignores clicks, but keeps the focus. */
  pending?: boolean;
};

/** A button. It submits only with `type="submit"`; forms use SubmitButton. */
export function Button({ variant, size, pending = false, className, type = 'button', children, ...rest }: ButtonProps) {
  // A disabled button would lose the focus, and a screen reader its place. So a pending button only ignores clicks.
  const refuse = pending ? { onClick: (event: MouseEvent) => event.preventDefault(), 'aria-disabled': true } : {};
  return (
    <button {...rest} {...refuse} type={type} className={buttonStyles(variant, size, className)}>
      {pending ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}
