import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { addressLinkOf, addressToken } from '@/app/_lib/auth/address-link';
import { currentUser } from '@/app/_lib/auth/current-user';
import { FormMessage } from '@/app/_ui/form/form-message';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../_ui/account-page';
import { ConfirmForm } from './confirm-form';

// The address contains a secret, which must not reach other sites. `no-referrer` would also hide where the form comes
// from, and server actions accept only forms of this site.
export const metadata: Metadata = { title: 'Confirm your address', referrer: 'same-origin', robots: 'noindex' };

/**
 * The page that the link in the mail to an account's new address opens. It asks for a click, because mail scanners open links
 * too. It asks for the account's own session, because a stranger may have entered the reader's address.
 */
export default async function ConfirmPage({ searchParams }: PageProps<'/confirm'>) {
  const token = addressToken.safeParse((await searchParams).token).data;
  const user = await currentUser();
  if (token && !user) {
    redirect(`/sign-in?${new URLSearchParams({ next: `/confirm?${new URLSearchParams({ token })}` })}`);
  }
  const link = token && user ? await addressLinkOf(user.userId, token) : null;
  return (
    <AccountPage title="Confirm your address">
      {/* The form stays when its own link has ended. */}
      <ConfirmForm token={token ?? ''} email={link && showEmail(link.email)} ended={<LinkEnded />} />
    </AccountPage>
  );
}

function LinkEnded() {
  return (
    <FormMessage kind="error">
      This link doesn’t work for the account you’re signed in to. It may have been used, have expired, or be for another
      account. <Link href="/account/address">Ask for a new link</Link>
    </FormMessage>
  );
}
