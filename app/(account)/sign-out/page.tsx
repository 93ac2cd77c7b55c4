import type { Metadata } from 'next';
import { SubmitButton } from '@/app/_ui/submit-button';
import { AccountPage } from '../_ui/account-page';
import { signOut } from './action';

export const metadata: Metadata = { title: 'Sign out' };

/** Asks. Only the button signs out. */
export default function SignOutPage() {
  return (
    <AccountPage title="Sign out" text="You can sign in again at any time.">
      <form action={signOut}>
        <SubmitButton pendingLabel="Signing out…">Sign out</SubmitButton>
      </form>
    </AccountPage>
  );
}
