import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../_ui/account-page';

export const metadata: Metadata = { title: 'Your account' };

export default async function YourAccountPage() {
  const { name, email, emailConfirmed } = await requireUser('/account');
  const facts = [
    ['Name', name],
    ['Email', `${showEmail(email)}${emailConfirmed ? '' : ' (not confirmed yet)'}`],
  ] as const;
  return (
    <AccountPage
      title="Your account"
      text="Your name and email address on this site."
      after={<Link href="/account/delete">Delete your account</Link>}
    >
      <dl className="grid gap-4">
        {facts.map(([label, fact]) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="wrap-anywhere">{fact}</dd>
          </div>
        ))}
      </dl>
    </AccountPage>
  );
}
