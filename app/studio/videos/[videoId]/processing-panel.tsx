'use client';

import { CircleCheck } from 'lucide-react';
import { useState, type ReactNode } from 'react';

/**
 * The progress of the processing. When it is done the panel stays and says so, because the form below it would move
 * under the pointer. The next visit does not show it. @param children the progress; null when processing is done.
 */
export function ProcessingPanel({ children }: { children: ReactNode }) {
  const [wasSeen, setSeen] = useState(children !== null);
  if (children !== null && !wasSeen) setSeen(true);
  if (!wasSeen) return null;
  return (
    <div className="mb-6 grid min-h-28 content-center rounded-2xl border border-line bg-surface p-5 sm:px-7">
      {children ?? (
        <p className="flex items-center gap-3 text-sm font-medium">
          <CircleCheck className="size-5 shrink-0 text-accent" aria-hidden />
          Processing is done: all its qualities are ready to watch.
        </p>
      )}
    </div>
  );
}
