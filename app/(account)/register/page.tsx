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
      text="With an account you can upload and publish your own tutorials."
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
