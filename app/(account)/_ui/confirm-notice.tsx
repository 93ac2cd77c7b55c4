import { MailCheck } from 'lucide-react';
import Link from 'next/link';
import type { CurrentUser } from '@/app/_lib/auth/current-user';
import { showEmail } from '@/personal-data/address';
import { WhereMailIs } from './where-mail-is';

/** Tells the user, on every page until they confirm, that a mail is on its way and what to do with it. */
export async function ConfirmNotice({ user }: { user: CurrentUser }) {
  if (user.emailConfirmed) return null;
  return (
    <aside aria-label="Confirm your address" className="border-b border-line bg-notice-soft">
      <p className="mx-auto flex max-w-page gap-3 px-4 py-3 text-[0.9375rem] sm:px-6 lg:px-8 [&_a]:font-medium [&_a]:underline [&_a]:underline-offset-2">
        <MailCheck className="mt-0.5 size-5 shrink-0 text-notice" aria-hidden />
        <span className="min-w-0 wrap-anywhere">
          We sent an email to <bdi>{showEmail(user.email)}</bdi>. Open the link in it to confirm your address.
          <WhereMailIs /> Nothing arrived? <Link href="/account">Send it again</Link>
        </span>
      </p>
    </aside>
  );
}
