import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { AccountPage } from '../../_ui/account-page';
import { DeleteForm } from './delete-form';

export const metadata: Metadata = { title: 'Delete your account' };

const consequences = [
  'Your name, email address and password are erased, from our records too. Backups made earlier hold them until those backups are deleted.',
  'Your tutorials and their files are deleted, and nobody can watch them any more.',
  'You are signed out everywhere.',
];

export default async function DeleteAccountPage() {
  await requireUser('/account/delete');
  return (
    <AccountPage
      title="Delete your account"
      text="This can’t be undone."
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
