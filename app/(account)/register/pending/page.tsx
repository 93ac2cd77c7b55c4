import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { outcomeOf, type Outcome } from '@/app/_lib/commands/await-trace';
import { returnTo } from '@/app/_lib/auth/return-to';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { FormMessage } from '@/app/_ui/form/form-message';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { AccountPage } from '../../_ui/account-page';
import { hasAccount } from '../has-account';
import { rejectionSentence } from '../rejections';

export const metadata: Metadata = { title: 'Registering' };

const RELOAD_EVERY_SECONDS = 3;

/** The page of a registration that waits while its component is down. It reloads by itself, also without JavaScript. */
export default async function PendingPage({ searchParams }: PageProps<'/register/pending'>) {
  const parameters = await searchParams;
  const [trace, user] = [z.uuid().safeParse(parameters.trace).data, z.uuid().safeParse(parameters.user).data];
  if (!trace || !user) redirect('/register');
  const signIn = `/sign-in?${new URLSearchParams({ next: returnTo(parameters.next) })}` as const;

  const outcome = await readOutcome(trace, user);
  switch (outcome.status) {
    case 'done':
      return (
        <AccountPage title="Your account is ready" text="Sign in with the address and password you chose.">
          <ButtonLink href={signIn}>Sign in</ButtonLink>
        </AccountPage>
      );
    case 'rejected':
      return (
        <AccountPage title="Not registered">
          <FormMessage kind="error">{rejectionSentence(outcome.rejection.reason)}</FormMessage>
          <div className="flex flex-wrap gap-3">
            <ButtonLink href={signIn}>Sign in</ButtonLink>
            <ButtonLink variant="secondary" href="/register">
              Register again
            </ButtonLink>
          </div>
        </AccountPage>
      );
    case 'parked':
      return (
        <AccountPage title="Registering">
          <meta httpEquiv="refresh" content={String(RELOAD_EVERY_SECONDS)} />
          <ParkedMessage />
        </AccountPage>
      );
    case 'queued':
      return (
        <AccountPage title="Registering">
          <meta httpEquiv="refresh" content={String(RELOAD_EVERY_SECONDS)} />
          <FormMessage kind="notice">
            Your registration is saved and queued. This page continues as soon as it is done. You can also close it and{' '}
            <Link href={signIn}>sign in</Link> later.
          </FormMessage>
        </AccountPage>
      );
  }
}

/** Looks for the account before the trace: the record of a trace is kept for minutes, the account for good. */
async function readOutcome(trace: string, userId: string): Promise<Outcome> {
  return (await hasAccount(userId)) ? { status: 'done', traceId: trace } : outcomeOf(trace, ['user-credentials']);
}
