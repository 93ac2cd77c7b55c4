import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { currentUser } from '@/app/_lib/auth/current-user';
import { AccountPage } from '../_ui/account-page';
import { ConfirmForm, OtherAccount, WrongLink } from './confirm-form';

// The address has a secret in it, which must not travel to other sites. (Nor may the browser hide where the form
// comes from, as with no-referrer: server actions take forms of this site only.)
export const metadata: Metadata = { title: 'Confirm your address', referrer: 'same-origin', robots: 'noindex' };

/**
 * Where the link of the welcome mail leads. It asks for a click, because mail scanners open links too, and for the
 * account's own session, because a stranger may have registered with the address of the person who reads the mail.
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
