import { X } from 'lucide-react';
import { classNames } from './class-names';

/** The button that closes a popover, on the screens on which it is one: below 64 rem. @param target its id. */
export function ClosePopover({ target, label, className }: { target: string; label: string; className?: string }) {
  return (
    <button
      type="button"
      popoverTarget={target}
      popoverTargetAction="hide"
      className={classNames(
        'grid size-11 shrink-0 place-items-center rounded-lg text-muted hover:text-ink lg:hidden',
        className,
      )}
    >
      <X aria-hidden className="size-5" />
      <span className="sr-only">{label}</span>
    </button>
  );
}
