import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** The bar above every page of a user whose account can do less than others. */
export function AccountNotice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside aria-label={label} className="border-b border-line bg-danger-soft print:hidden">
      <p className="mx-auto flex max-w-page gap-3 px-4 py-3 text-[0.9375rem] sm:px-6 lg:px-8 [&_a]:font-medium [&_a]:underline [&_a]:underline-offset-2">
        <CircleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
        <span>{children}</span>
      </p>
    </aside>
  );
}
