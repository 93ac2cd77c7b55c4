import type { Metadata } from 'next';
import { FormMessage } from '@/app/_ui/form/form-message';
import { AccountPage } from '../_ui/account-page';
import { unsubscribeLink, WRONG_LINK } from './link';
import { UnsubscribeForm } from './unsubscribe-form';

// The address contains a secret: see `/confirm`.
export const metadata: Metadata = { title: 'Unsubscribe', referrer: 'same-origin', robots: 'noindex' };

/** The page that the link of a weekly summary opens. It asks for a click, because mail scanners open links too. */
export default async function UnsubscribePage({ searchParams }: PageProps<'/unsubscribe'>) {
  const { user, token } = await searchParams;
  const link = unsubscribeLink.safeParse({ user, token });
  return (
    <AccountPage title="Unsubscribe" text="From the weekly summary of your channel.">
      {link.success ? <UnsubscribeForm {...link.data} /> : <FormMessage kind="error">{WRONG_LINK}</FormMessage>}
    </AccountPage>
  );
}
