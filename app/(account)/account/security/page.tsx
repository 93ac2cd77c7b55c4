import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { AccountPage } from '../../_ui/account-page';
import { PasswordForm } from './password-form';

export const metadata: Metadata = { title: 'Password' };

export default async function PasswordPage() {
  const { email } = await requireUser('/account/security');
  return (
    <AccountPage
      title="Password"
      text="A new password signs out all other browsers, and we tell you by email."
      after={
        <>
          <Link href="/account">Your account</Link> · <Link href="/account/two-step">Two-step sign-in</Link> ·{' '}
          <Link href="/forgot">Forgot your password?</Link>
        </>
      }
    >
      <PasswordForm email={email} />
    </AccountPage>
  );
}
