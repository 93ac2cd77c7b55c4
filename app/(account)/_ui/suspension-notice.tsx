import { CircleAlert } from 'lucide-react';
import Link from 'next/link';

/** Tells a user on every page that their account is suspended. */
export function SuspensionNotice() {
  return (
    <aside aria-label="Your account is suspended" className="border-b border-line bg-danger-soft print:hidden">
      <p className="mx-auto flex max-w-page gap-3 px-4 py-3 text-[0.9375rem] sm:px-6 lg:px-8 [&_a]:font-medium [&_a]:underline [&_a]:underline-offset-2">
        <CircleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden />
        <span>
          Your account is suspended. <Link href="/account/suspension">Read why, and appeal</Link>
        </span>
      </p>
    </aside>
  );
}
