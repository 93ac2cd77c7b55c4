'use client';

import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A dialog over the page, also in full screen; on a phone, a sheet at the bottom. It closes by its button, by Escape and
 * by a click beside it, and the focus goes back to where it was.
 */
export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="sheet-title"
      onClose={onClose}
      // React does not know it yet.
      {...{ closedby: 'any' }}
      className="m-auto max-h-[min(88dvh,42rem)] w-[min(36rem,calc(100vw-2rem))] max-w-none overflow-y-auto overscroll-contain rounded-2xl border border-line bg-surface p-0 text-ink shadow-floating backdrop:bg-black/40 max-sm:mb-0 max-sm:w-full max-sm:rounded-b-none"
    >
      <div className="grid">
        <div className="sticky top-0 z-10 flex items-center justify-between gap-4 border-b border-line bg-surface py-2 pr-2 pl-5">
          <h2 id="sheet-title" className="text-lg">
            {title}
          </h2>
          <button
            type="button"
            onClick={() => dialog.current?.close()}
            aria-label="Close"
            className="grid size-11 place-items-center rounded-full hover:bg-sunken"
          >
            <X aria-hidden className="size-5" />
          </button>
        </div>
        <div className="grid gap-6 p-5">{children}</div>
      </div>
    </dialog>
  );
}
