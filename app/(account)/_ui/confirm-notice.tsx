import { MailCheck } from 'lucide-react';
import Link from 'next/link';
import type { CurrentUser } from '@/app/_lib/auth/current-user';
import { showEmail } from '@/personal-data/address';

/** Asks somebody who registered before 2026-12, when addresses were confirmed later, to confirm theirs: on every page. */
export function ConfirmNotice({ user }: { user: CurrentUser }) {
  if (user.emailConfirmed) return null;
  return (
    <aside aria-label="Confirm your address" className="border-b border-line bg-notice-soft">
      <p className="mx-auto flex max-w-page gap-3 px-4 py-3 text-[0.9375rem] sm:px-6 lg:px-8 [&_a]:font-medium [&_a]:underline [&_a]:underline-offset-2">
        <MailCheck className="mt-0.5 size-5 shrink-0 text-notice" aria-hidden />
        <span className="min-w-0 wrap-anywhere">
          We don’t know yet whether <bdi>{showEmail(user.email)}</bdi> reaches you.{' '}
          <Link href="/account/address">Confirm your address</Link>
        </span>
      </p>
    </aside>
  );
}
