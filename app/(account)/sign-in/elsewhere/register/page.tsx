import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { arrivedIdentity } from '@/app/_lib/auth/elsewhere/cookies';
import { environment } from '@/app/_lib/environment';
import { FormMessage } from '@/app/_ui/form/form-message';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../../../_ui/account-page';
import { BY_INVITATION, needsInvitation } from '../../../register/by-invitation';
import { RegisterElsewhereForm } from './register-form';

export const metadata: Metadata = { title: 'Finish your registration' };

/** Asks somebody who comes from the provider, and has no account, for what an account needs. */
export default async function RegisterElsewherePage() {
  const { oidc } = environment;
  const arrived = await arrivedIdentity.read();
  if (!oidc || !arrived) redirect('/sign-in');
  if (needsInvitation(arrived.email))
    return (
      <AccountPage title="By invitation" after={<Link href="/sign-in">Sign in as someone else</Link>}>
        <p>{BY_INVITATION}</p>
      </AccountPage>
    );
  const signIn = `/sign-in?${new URLSearchParams({ next: arrived.next })}` as const;
  return (
    <AccountPage
      title="Finish your registration"
      text={
        <>
          Your account will have the address <bdi className="wrap-anywhere">{showEmail(arrived.email)}</bdi>, and{' '}
          {oidc.name} signs you in. Your password is for the day when {oidc.name} can’t.
        </>
      }
      after={<Link href={signIn}>Sign in as someone else</Link>}
    >
      <RegisterElsewhereForm
        terms={environment.terms?.version ?? null}
        email={arrived.email}
        name={arrived.name}
        ended={
          <FormMessage kind="error">
            This registration has ended. <Link href={signIn}>Sign in</Link>.
          </FormMessage>
        }
      />
    </AccountPage>
  );
}
