import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { returnTo } from '@/app/_lib/auth/return-to';
import { needsProofs } from '@/app/_lib/limits/proof-of-work';
import { currentUser } from '@/app/_lib/auth/current-user';
import { environment } from '@/app/_lib/environment';
import { AccountPage } from '../_ui/account-page';
import { LinkHints } from '../_ui/link-hints';
import { BY_INVITATION } from './by-invitation';
import { RegisterForm } from './register-form';

export const metadata: Metadata = { title: 'Register' };

/** What an account is good for, by who may publish. */
const OPENS = {
  open: 'With an account you can upload and publish your own tutorials.',
  approval: 'With an account you can ask to publish your own tutorials here.',
  invitation: 'An account is for people whom this site asks to publish here, and to report what is wrong.',
} as const;

export default async function RegisterPage({ searchParams }: PageProps<'/register'>) {
  const next = returnTo((await searchParams).next);
  if (await currentUser()) redirect(next);
  const form = (
    <RegisterForm
      next={next}
      hints={<LinkHints again={`/register?${new URLSearchParams({ next })}`} />}
      needsProof={needsProofs()}
    />
  );
  return (
    <AccountPage
      title="Register"
      text={OPENS[environment.CREATORS]}
      after={
        <>
          Already registered? <Link href={`/sign-in?${new URLSearchParams({ next })}`}>Sign in</Link>
        </>
      }
    >
      {environment.REGISTRATION === 'invitation' ? (
        <details>
          <summary className="min-h-11 py-2">{BY_INVITATION}</summary>
          <p className="mt-2 mb-4 text-muted">
            Administrators who are named in the settings of the site can register here.
          </p>
          {form}
        </details>
      ) : (
        form
      )}
    </AccountPage>
  );
}
