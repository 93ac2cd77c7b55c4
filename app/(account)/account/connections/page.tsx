import type { Metadata } from 'next';
import { Link2 } from 'lucide-react';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireUser } from '@/app/_lib/auth/current-user';
import { identityOf } from '@/app/_lib/auth/elsewhere/identities';
import { connectionSentence } from '@/app/_lib/auth/elsewhere/problems';
import { enteredNow } from '@/app/_lib/auth/password-entered';
import { environment } from '@/app/_lib/environment';
import { FormMessage } from '@/app/_ui/form/form-message';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { AccountPage } from '../../_ui/account-page';
import { EnterPasswordForm } from '../../_ui/enter-password-form';
import { ConnectForm, DisconnectForm } from './connection-forms';

export const metadata: Metadata = { title: 'Sign in elsewhere' };

/** Whether the provider signs the user in. After the password they can connect and disconnect it. */
export default async function ConnectionsPage({ searchParams }: PageProps<'/account/connections'>) {
  const { oidc } = environment;
  if (!oidc) notFound();
  const { name, issuer } = oidc;
  const { userId, email } = await requireUser('/account/connections');
  const connected = await identityOf(userId, issuer);
  const isOpen = (await enteredNow(userId)) !== null;
  const problem = connected ? null : connectionSentence((await searchParams).problem, name);
  return (
    <AccountPage
      title="Sign in elsewhere"
      text={`With your account at ${name} you sign in here without your password.`}
      after={<Link href="/account">Your account</Link>}
    >
      <div className="grid gap-6">
        {problem ? <FormMessage kind="error">{problem}</FormMessage> : null}
        {connected ? (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
            <Link2 className="size-6 shrink-0 text-muted" aria-hidden />
            <div className="min-w-40 flex-1">
              <p className="font-medium wrap-anywhere">{name}</p>
              <p className="text-sm text-muted">
                Connected <TimeAgo date={connected.linkedAt} />
              </p>
            </div>
            {isOpen ? <DisconnectForm linkId={connected.linkId} name={name} /> : null}
          </div>
        ) : (
          <p className="text-muted">{name} is not connected.</p>
        )}
        {isOpen && connected ? null : (
          <div className="border-t border-line pt-6">
            {isOpen ? (
              <ConnectForm name={name} />
            ) : (
              <EnterPasswordForm email={email} button={`${connected ? 'Disconnect' : 'Connect'} ${name}`} />
            )}
          </div>
        )}
      </div>
    </AccountPage>
  );
}
