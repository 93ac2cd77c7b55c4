import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentUser } from '@/app/_lib/auth/current-user';
import { AccountPage } from '../_ui/account-page';
import { ConfirmForm, OtherAccount, WrongLink } from './confirm-form';

// The address contains a secret, which must not reach other sites. `no-referrer` would also hide where the form comes
// from, and server actions accept only forms of this site.
export const metadata: Metadata = { title: 'Confirm your address', referrer: 'same-origin', robots: 'noindex' };

/**
 * The page that the link of the welcome mail opens. It asks for a click, because mail scanners open links too. It asks
 * for the account's own session, because a stranger may have registered with the reader's address.
 */
export default async function ConfirmPage({ searchParams }: PageProps<'/confirm'>) {
  const { user, token } = await searchParams;
  const link = z.object({ user: z.uuid().toLowerCase(), token: z.uuid() }).safeParse({ user, token });
  const person = await currentUser();
  if (link.success && !person) {
    redirect(`/sign-in?${new URLSearchParams({ next: `/confirm?${new URLSearchParams(link.data)}` })}`);
  }
  return (
    <AccountPage title="Confirm your address" text="So that we know our emails reach you.">
      {!link.success ? (
        <WrongLink />
      ) : person?.userId === link.data.user ? (
        <ConfirmForm {...link.data} isConfirmed={person.emailConfirmed} />
      ) : (
        <OtherAccount />
      )}
    </AccountPage>
  );
}
