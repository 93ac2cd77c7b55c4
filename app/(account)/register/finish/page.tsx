import type { Metadata } from 'next';
import Link from 'next/link';
import { addressLinkOf, addressToken } from '@/app/_lib/auth/address-link';
import { environment } from '@/app/_lib/environment';
import { FormMessage } from '@/app/_ui/form/form-message';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../../_ui/account-page';
import { accountToCome } from '../account-to-come';
import { FinishForm } from './finish-form';

// The address contains a secret, which must not reach other sites. `no-referrer` would also hide where the form comes
// from, and server actions accept only forms of this site.
export const metadata: Metadata = { title: 'Finish your registration', referrer: 'same-origin', robots: 'noindex' };

/** The page that the link in the mail to a new address opens. */
export default async function FinishPage({ searchParams }: PageProps<'/register/finish'>) {
  const token = addressToken.safeParse((await searchParams).token).data;
  const link = token ? await addressLinkOf(accountToCome(token).userId, token) : null;
  return (
    <AccountPage
      title="Finish your registration"
      text={
        link && (
          <>
            Your account will have the address <bdi>{showEmail(link.email)}</bdi>.
          </>
        )
      }
    >
      {token && link ? (
        <FinishForm token={token} email={link.email} terms={environment.terms?.version ?? null} ended={<LinkEnded />} />
      ) : (
        <LinkEnded />
      )}
    </AccountPage>
  );
}

function LinkEnded() {
  return (
    <FormMessage kind="error">
      This link doesn’t work. It was used, it has expired, or a part of it is missing. If you have already registered,{' '}
      <Link href="/sign-in">sign in</Link>. Otherwise <Link href="/register">ask for a new link</Link>.
    </FormMessage>
  );
}
