'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactElement, ReactNode } from 'react';

/**
 * A question that stops everything else: title, text, and below them the form or the buttons that answer it.
 * `trigger` is the button that opens it. Pass `open` and `onOpenChange` only where something else must close it.
 */
export function Dialog(props: {
  trigger: ReactElement;
  title: string;
  text?: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/50 transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-1/2 overflow-y-auto rounded-2xl border border-line bg-surface p-6 shadow-floating transition duration-200 ease-settle data-ending-style:scale-95 data-ending-style:opacity-0 data-starting-style:scale-95 data-starting-style:opacity-0 sm:p-7">
          <Base.Title className="text-xl">{props.title}</Base.Title>
          {props.text ? <Base.Description className="mt-2 text-muted">{props.text}</Base.Description> : null}
          <div className="mt-6">{props.children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Wraps the button in a Dialog that answers "no". */
export function DialogClose({ children }: { children: ReactElement }) {
  return <Base.Close render={children} />;
}
