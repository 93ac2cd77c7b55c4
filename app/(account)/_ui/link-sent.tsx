import type { ReactNode } from 'react';
import { FormMessage } from '@/app/_ui/form/form-message';

/** What a form shows in its place when a mail with a link is on its way. @param hints what to do if it does not arrive. */
export function LinkSent({ hints, children }: { hints: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-4">
      <FormMessage kind="success">{children}</FormMessage>
      <div className="grid gap-2 text-sm text-pretty text-muted [&_a]:font-medium [&_a]:text-accent [&_a]:underline">
        {hints}
      </div>
    </div>
  );
}
