import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/session';
import { AccountPage } from '../../_ui/account-page';
import { DeleteForm } from './delete-form';

export const metadata: Metadata = { title: 'Delete your account' };

const consequences = [
  'We forget your name, your email address and your password, in our records too. Only backups from before hold them still, until those are thrown away.',
  'Your tutorials are taken off the site, and their files are deleted. Nobody can watch them any more.',
  'You are signed out everywhere.',
];

export default async function DeleteAccountPage() {
  await requireUser('/account/delete');
  return (
    <AccountPage
      title="Delete your account"
      text="Nobody can undo this, and neither can we."
      after={<Link href="/account">Keep your account</Link>}
    >
      <ul className="mb-6 grid list-disc gap-2 pl-5">
        {consequences.map((consequence) => (
          <li key={consequence}>{consequence}</li>
        ))}
      </ul>
      <DeleteForm />
    </AccountPage>
  );
}
