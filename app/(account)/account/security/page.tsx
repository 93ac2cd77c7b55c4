import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { AccountPage } from '../../_ui/account-page';
import { PasswordForm, SignOutElsewhereForm } from './password-forms';

export const metadata: Metadata = { title: 'Password' };

export default async function PasswordPage() {
  const { email } = await requireUser('/account/password');
  return (
    <AccountPage
      title="Password"
      text="A new password signs out all other browsers, and we tell you by email."
      after={
        <>
          <Link href="/account">Your account</Link> · <Link href="/forgot-password">Forgot your password?</Link>
        </>
      }
    >
      <PasswordForm email={email} />
      <section className="mt-6 border-t border-line pt-6">
        <h2 className="text-lg font-semibold">Other browsers</h2>
        <p className="mt-2 mb-4 text-pretty">Did you sign in on a computer or phone that isn’t yours?</p>
        <SignOutElsewhereForm />
      </section>
    </AccountPage>
  );
}
