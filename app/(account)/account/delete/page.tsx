import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { formatDate } from '@/app/_lib/format/format';
import { DELETION_DAYS } from '@/workers/identity/contract';
import { AccountPage } from '../../_ui/account-page';
import { DeleteNowForm, KeepAccountForm, RequestDeletionForm } from './deletion-forms';
import { ownedThings, requestedDeletion, type OwnedThings } from './owned-things';

export const metadata: Metadata = { title: 'Delete your account' };

/** Deletes the account in some days; until then, the page on which its person keeps it. */
export default async function DeleteAccountPage() {
  const { userId } = await requireUser('/account/delete');
  const [requested, things] = await Promise.all([requestedDeletion(userId), ownedThings(userId)]);
  if (requested) return <KeepPage {...requested} things={things} />;
  return (
    <AccountPage
      title="Delete your account"
      text={`You have ${DELETION_DAYS} days to change your mind.`}
      after={<Link href="/account">Keep your account</Link>}
    >
      <Points
        points={[
          things.isMore
            ? `At once, you are signed out everywhere, and ${things.words} are taken down. People who work on them with you still see them.`
            : 'At once, you are signed out everywhere, and your page is taken down.',
          `After ${DELETION_DAYS} days it is all deleted, files included. Your name, email address and password are erased from our records too. Backups made earlier hold them until those are deleted.`,
          `Before that, you can sign in and keep your account: everything comes back as it was.${things.isMore ? ' A lesson that was to come out in these days stays private until you publish it.' : ''}`,
        ]}
      />
      <RequestDeletionForm />
    </AccountPage>
  );
}

function KeepPage({ requestId, deleteAt, things }: { requestId: string; deleteAt: Date; things: OwnedThings }) {
  return (
    <AccountPage
      title="Your account is going to be deleted"
      text={`On ${formatDate(deleteAt)}. Until then you can keep it, with all that you had.`}
    >
      <KeepAccountForm requestId={requestId} />
      <section aria-labelledby="now" className="mt-8 border-t border-line pt-6">
        <h2 id="now" className="text-lg">
          Or delete it now
        </h2>
        <Points
          points={[
            `Your name, email address and password, and ${things.words}, are gone for good. You can’t undo this.`,
          ]}
        />
        <DeleteNowForm />
      </section>
    </AccountPage>
  );
}

function Points({ points }: { points: readonly string[] }) {
  return (
    <ul className="mt-2 mb-6 grid list-disc gap-2 pl-5">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}
