import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { elsewhereAddress } from '@/app/_lib/auth/elsewhere/cookies';
import { environment } from '@/app/_lib/environment';
import { AccountPage } from '../../_ui/account-page';
import { Leave } from './leave';

export const metadata: Metadata = { title: 'One moment' };

/** Leads on to the provider: by a script, by itself without scripts, or by a click. */
export default async function LeavePage() {
  const { oidc } = environment;
  const address = await elsewhereAddress.read();
  if (!oidc || !address) redirect('/sign-in');
  const { url } = address;
  return (
    <AccountPage
      title="One moment"
      text={`You are on your way to ${oidc.name}.`}
      after={<Link href="/sign-in">Sign in here instead</Link>}
    >
      <Leave url={url} />
      <noscript>
        <meta httpEquiv="refresh" content={`0;url=${url}`} />
      </noscript>
      <a href={url} className="font-medium text-accent underline underline-offset-4">
        Continue with {oidc.name}
      </a>
    </AccountPage>
  );
}
