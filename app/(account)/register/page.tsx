import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { returnTo } from '@/app/_lib/auth/return-to';
import { needsProofs } from '@/app/_lib/limits/proof-of-work';
import { currentUser } from '@/app/_lib/auth/current-user';
import { AccountPage } from '../_ui/account-page';
import { LinkHints } from '../_ui/link-hints';
import { RegisterForm } from './register-form';

export const metadata: Metadata = { title: 'Register' };

export default async function RegisterPage({ searchParams }: PageProps<'/register'>) {
  const next = returnTo((await searchParams).next);
  if (await currentUser()) redirect(next);
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
      <RegisterForm
        next={next}
        hints={<LinkHints again={`/register?${new URLSearchParams({ next })}`} />}
        needsProof={needsProofs()}
      />
    </AccountPage>
  );
}
