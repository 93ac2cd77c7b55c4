import type { Metadata } from 'next';
import Link from 'next/link';
import { resetLinkOf } from '@/app/_lib/auth/reset-link';
import { FormMessage } from '@/app/_ui/form/form-message';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../_ui/account-page';
import { ResetPasswordForm } from './reset-form';

// The address contains a secret, which must not reach other sites. `no-referrer` would also hide where the form comes
// from, and server actions accept only forms of this site.
export const metadata: Metadata = { title: 'Choose a new password', referrer: 'same-origin', robots: 'noindex' };

/** The page that the link in the mail about a forgotten password opens. */
export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset'>) {
  const { user, token } = await searchParams;
  const link = await resetLinkOf({ user, token });
  return (
    <AccountPage
      title="Choose a new password"
      text={
        link && (
          <>
            For the account of <bdi>{showEmail(link.email)}</bdi>.
          </>
        )
      }
    >
      {/* The form stays when its own link has ended. */}
      <ResetPasswordForm user={String(user)} token={String(token)} email={link && link.email} ended={<LinkEnded />} />
    </AccountPage>
  );
}

function LinkEnded() {
  return (
    <FormMessage kind="error">
      This link doesn’t work. It was used, it has expired, a newer email has another one, or a part of it is missing. If
      you have just chosen a password, <Link href="/sign-in">sign in</Link> with it.{' '}
      <Link href="/forgot">Ask for a new link</Link>
    </FormMessage>
  );
}
