import type { Metadata } from 'next';
import Link from 'next/link';
import { RESET_LINK_MINUTES } from '@/workers/identity/contract';
import { AccountPage } from '../_ui/account-page';
import { WhereMailIs } from '../_ui/where-mail-is';
import { ForgotPasswordForm } from './forgot-password-form';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default function ForgotPasswordPage() {
  return (
    <AccountPage
      title="Forgot your password?"
      text="We’ll send you an email with a link to choose a new one."
      after={<Link href="/sign-in">Sign in</Link>}
    >
      <ForgotPasswordForm
        sent={
          <>
            If an account has this address, an email with a link is on its way. The link works once, for{' '}
            {RESET_LINK_MINUTES} minutes. If nothing arrives, look in the spam folder, and check that this is the
            address you registered with.
            <WhereMailIs />
          </>
        }
      />
    </AccountPage>
  );
}
