import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signInOptions } from '@/app/_lib/auth/passkeys';
import { returnTo } from '@/app/_lib/auth/return-to';
import { needsProofs } from '@/app/_lib/limits/proof-of-work';
import { currentUser } from '@/app/_lib/auth/current-user';
import { AccountPage } from '../_ui/account-page';
import { PasskeyForm } from './passkey-form';
import { SignInForm } from './sign-in-form';
import { whySignIn } from './why-sign-in';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = returnTo((await searchParams).next);
  if (await currentUser()) redirect(next);
  return (
    <AccountPage
      title="Sign in"
      text={whySignIn(next)}
      after={
        <>
          New here? <Link href={`/register?${new URLSearchParams({ next })}`}>Register</Link>
        </>
      }
    >
      <SignInForm next={next} needsProof={needsProofs()} />
      <PasskeyForm options={await signInOptions()} next={next} />
    </AccountPage>
  );
}
