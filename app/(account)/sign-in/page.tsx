import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { signInSentence } from '@/app/_lib/auth/elsewhere/problems';
import { signInOptions } from '@/app/_lib/auth/passkeys';
import { returnTo } from '@/app/_lib/auth/return-to';
import { needsProofs } from '@/app/_lib/limits/proof-of-work';
import { currentUser } from '@/app/_lib/auth/current-user';
import { environment } from '@/app/_lib/environment';
import { FormMessage } from '@/app/_ui/form/form-message';
import { AccountPage } from '../_ui/account-page';
import { PasskeyForm } from './passkey-form';
import { ElsewhereForm } from './elsewhere/elsewhere-form';
import { SignInForm } from './sign-in-form';
import { whySignIn } from './why-sign-in';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next: asked, problem } = await searchParams;
  const next = returnTo(asked);
  if (await currentUser()) redirect(next);
  const { oidc } = environment;
  const sentence = oidc && signInSentence(problem, oidc.name);
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
      {sentence ? (
        <div className="mb-6">
          <FormMessage kind="error">{sentence}</FormMessage>
        </div>
      ) : null}
      <SignInForm next={next} needsProof={needsProofs()} />
      <PasskeyForm options={await signInOptions()} next={next} />
      {oidc ? <ElsewhereForm name={oidc.name} next={next} /> : null}
    </AccountPage>
  );
}
