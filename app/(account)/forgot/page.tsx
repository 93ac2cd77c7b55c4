import type { Metadata } from 'next';
import Link from 'next/link';
import { currentUser } from '@/app/_lib/auth/current-user';
import { needsProofs } from '@/app/_lib/limits/proof-of-work';
import { showEmail } from '@/personal-data/address';
import { MAILS_AN_HOUR_MAX, RESET_LINK_MINUTES } from '@/workers/identity/contract';
import { AccountPage } from '../_ui/account-page';
import { WhereMailIs } from '../_ui/where-mail-is';
import { ForgotPasswordForm } from './forgot-form';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default async function ForgotPasswordPage() {
  const user = await currentUser();
  return (
    <AccountPage
      title="Forgot your password?"
      text="We’ll send you an email with a link to choose a new one."
      after={user ? <Link href="/account">Your account</Link> : <Link href="/sign-in">Sign in</Link>}
    >
      <ForgotPasswordForm
        email={user ? showEmail(user.email) : ''}
        needsProof={needsProofs()}
        hints={
          <>
            <p>
              The link works once, for {RESET_LINK_MINUTES} minutes. We send at most one a minute, and{' '}
              {MAILS_AN_HOUR_MAX} an hour.
            </p>
            <p>
              Nothing arrived? Look in the spam folder, or{' '}
              {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a new page, with an empty form */}
              <a href="/forgot">try another address</a>.
              <WhereMailIs />
            </p>
          </>
        }
      />
    </AccountPage>
  );
}
