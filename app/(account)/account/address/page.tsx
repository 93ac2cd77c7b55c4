import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../../_ui/account-page';
import { LinkHints } from '../../_ui/link-hints';
import { AddressForm } from './address-form';

export const metadata: Metadata = { title: 'Email address' };

export default async function AddressPage() {
  const { email, emailConfirmed } = await requireUser('/account/address');
  const shown = <bdi className="font-medium wrap-anywhere text-ink">{showEmail(email)}</bdi>;
  return (
    <AccountPage
      title="Email address"
      text={
        emailConfirmed ? (
          <>You sign in with {shown}, and our emails go there.</>
        ) : (
          <>You sign in with {shown}. Confirm it, so that we know our emails reach you, or choose another address.</>
        )
      }
      after={<Link href="/account">Your account</Link>}
    >
      <AddressForm
        email={showEmail(email)}
        isConfirmed={emailConfirmed}
        hints={<LinkHints again="/account/address" />}
      />
    </AccountPage>
  );
}
