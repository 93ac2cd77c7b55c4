import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { arrivedIdentity } from '@/app/_lib/auth/elsewhere/cookies';
import { environment } from '@/app/_lib/environment';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../../../_ui/account-page';
import { ConnectForm } from './connect-form';

export const metadata: Metadata = { title: 'You already have an account' };

/** Asks for the password of the account before somebody who comes from the provider gets it. */
export default async function ConnectPage() {
  const { oidc } = environment;
  const arrived = await arrivedIdentity.read();
  if (!oidc || !arrived) redirect('/sign-in');
  return (
    <AccountPage
      title="You already have an account"
      text={
        <>
          It has the address <bdi className="wrap-anywhere">{showEmail(arrived.email)}</bdi>. Enter its password to
          connect it to {oidc.name}. From then on, {oidc.name} signs you in.
        </>
      }
      after={<Link href={`/sign-in?${new URLSearchParams({ next: arrived.next })}`}>Sign in as someone else</Link>}
    >
      <ConnectForm email={arrived.email} />
    </AccountPage>
  );
}
