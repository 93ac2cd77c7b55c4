import type { Metadata } from 'next';
import { currentUser } from '@/app/_lib/auth/current-user';
import { knownBrowser } from '@/app/_lib/auth/known-browser';
import { PlainForm } from '@/app/_ui/form/plain-form';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { AccountPage } from '../_ui/account-page';
import { signOut } from './action';
import { FORGET_FIELD } from './forget-field';

export const metadata: Metadata = { title: 'Sign out' };

/** Asks first. Only the button signs out. */
export default async function SignOutPage() {
  const user = await currentUser();
  const who = user ? `You’re signed in as ${user.name}. ` : '';
  return (
    <AccountPage title="Sign out" text={`${who}You can sign in again at any time.`}>
      <PlainForm action={signOut} elsewhere="/sign-out" className="grid gap-5">
        {(await knownBrowser()) ? (
          <label className="flex min-h-11 items-center gap-3">
            <input type="checkbox" name={FORGET_FIELD} className="size-5 accent-accent" />
            Forget this browser, because others use it
          </label>
        ) : null}
        <SubmitButton pendingLabel="Signing out…">Sign out</SubmitButton>
      </PlainForm>
    </AccountPage>
  );
}
