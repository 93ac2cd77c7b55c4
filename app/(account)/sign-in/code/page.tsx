import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { currentUser } from '@/app/_lib/auth/current-user';
import { pendingSignIn } from '@/app/_lib/auth/pending-sign-in';
import { returnTo } from '@/app/_lib/auth/return-to';
import { AccountPage } from '../../_ui/account-page';
import { CodeForm } from './code-form';

export const metadata: Metadata = { title: 'Enter your code' };

/** The second step of signing in: after the right password. */
export default async function CodePage({ searchParams }: PageProps<'/sign-in/code'>) {
  const next = returnTo((await searchParams).next);
  if (await currentUser()) redirect(next);
  const signIn = `/sign-in?${new URLSearchParams({ next })}` as const;
  const pending = await pendingSignIn.read();
  if (!pending) redirect(signIn);
  return (
    <AccountPage
      title="Enter your code"
      text={
        <>
          Your authenticator app shows it for <bdi className="wrap-anywhere">{pending.email}</bdi>.
        </>
      }
      after={<Link href={signIn}>Sign in as someone else</Link>}
    >
      <CodeForm next={next} />
    </AccountPage>
  );
}
