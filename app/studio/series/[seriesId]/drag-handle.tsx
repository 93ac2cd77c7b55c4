'use client';

import { GripVertical } from 'lucide-react';
import type { PointerEvent } from 'react';

/**
 * What a pointer takes hold of to move a row. Keyboards and screen readers have the buttons, which say where the row
 * goes, so it is not among their stops.
 */
export function DragHandle({ onPointerDown }: { onPointerDown: (event: PointerEvent<HTMLElement>) => void }) {
  return (
    <span
      aria-hidden
      title="Drag to move"
      onPointerDown={onPointerDown}
      className="grid min-h-11 w-8 shrink-0 cursor-grab touch-none place-items-center rounded-lg text-muted select-none hover:bg-sunken hover:text-ink active:cursor-grabbing noscript:hidden"
    >
      <GripVertical className="size-5" />
    </span>
  );
}
