import type { Metadata } from 'next';
import { z } from 'zod';
import { AccountPage } from '../_ui/account-page';
import { ConfirmForm, WrongLink } from './confirm-form';

// The address has a secret in it, which must not travel to other sites. (Nor may the browser hide where the form
// comes from, as with no-referrer: server actions take forms of this site only.)
export const metadata: Metadata = { title: 'Confirm your address', referrer: 'same-origin', robots: 'noindex' };

/** Where the link of the welcome mail leads. It asks for a click, because mail scanners open links too. */
export default async function ConfirmPage({ searchParams }: PageProps<'/confirm'>) {
  const { user, token } = await searchParams;
  const link = z.object({ user: z.uuid(), token: z.uuid() }).safeParse({ user, token });
  return (
    <AccountPage title="Confirm your address" text="So that we know that our mails reach you.">
      {link.success ? <ConfirmForm {...link.data} /> : <WrongLink />}
    </AccountPage>
  );
}
