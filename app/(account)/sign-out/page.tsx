import type { Metadata } from 'next';
import { currentUser } from '@/app/_lib/auth/current-user';
import { PlainForm } from '@/app/_ui/form/plain-form';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { AccountPage } from '../_ui/account-page';
import { signOut } from './action';

export const metadata: Metadata = { title: 'Sign out' };

/** Asks first. Only the button signs out. */
export default async function SignOutPage() {
  const user = await currentUser();
  const who = user ? `You’re signed in as ${user.name}. ` : '';
  return (
    <AccountPage title="Sign out" text={`${who}You can sign in again at any time.`}>
      <PlainForm action={signOut} elsewhere="/sign-out">
        <SubmitButton pendingLabel="Signing out…">Sign out</SubmitButton>
      </PlainForm>
    </AccountPage>
  );
}
