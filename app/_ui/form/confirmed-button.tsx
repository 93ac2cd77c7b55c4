'use client';

import { useId, useRef, type ReactNode } from 'react';
import { Button } from '@/app/_ui/base/button';
import type { ButtonSize, ButtonVariant } from '@/app/_ui/base/button-styles';
import { SubmitButton } from './submit-button';

interface ConfirmedButtonProps {
  /** What the button says, and then the question and what follows from a yes. */
  label: ReactNode;
  title: string;
  children: ReactNode;
  /** What the form sends with a yes, what the button for it says, and what it says meanwhile. */
  name: string;
  value: string;
  yes: string;
  pendingLabel: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/**
 * A button of a form that asks once before it sends the form. The question is a popover, which opens and closes without
 * JavaScript too, by its buttons, Escape, or a click beside it.
 */
export function ConfirmedButton(props: ConfirmedButtonProps) {
  const { label, title, children, name, value, yes, pendingLabel, variant = 'secondary', size } = props;
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  // Later, because a button that is hidden during its click might not send its form.
  const close = () => setTimeout(() => ref.current?.hidePopover());
  return (
    <>
      <Button variant={variant} size={size} popoverTarget={id} aria-haspopup="dialog">
        {label}
      </Button>
      <dialog
        ref={ref}
        id={id}
        popover="auto"
        aria-labelledby={`${id}-title`}
        className="m-auto max-w-[min(30rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface p-6 text-left text-base text-ink shadow-floating backdrop:bg-black/50"
      >
        <h2 id={`${id}-title`} className="text-xl">
          {title}
        </h2>
        <div className="mt-2 grid gap-2 text-muted text-pretty">{children}</div>
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <Button variant="secondary" popoverTarget={id} popoverTargetAction="hide" autoFocus>
            Cancel
          </Button>
          <SubmitButton variant="danger" name={name} value={value} pendingLabel={pendingLabel} onClick={close}>
            {yes}
          </SubmitButton>
        </div>
      </dialog>
    </>
  );
}
