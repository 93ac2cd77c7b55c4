import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { ownRestriction } from '@/app/_lib/moderation/own-restriction';
import { Live } from '@/app/_ui/live/live';
import { Restriction } from '@/app/_ui/moderation/restriction';
import { AccountPage } from '../../_ui/account-page';

export const metadata: Metadata = { title: 'Your account and the rules' };

/** Whether the account is suspended, why, and how to appeal. */
export default async function SuspensionPage() {
  const { userId, isSuspended } = await requireUser('/account/suspension');
  const restriction = await ownRestriction(userId, userId);
  const after = <Link href="/account">Your account</Link>;
  if (!isSuspended || !restriction)
    return (
      <AccountPage title={isSuspended ? 'Your account is suspended' : 'Your account is in good standing'} after={after}>
        <Live topics={[`creator:${userId}`]} />
        <p>
          {isSuspended
            ? 'A moderator suspended your account. The reason appears here in a moment.'
            : 'It isn’t suspended, so there is nothing to do.'}
        </p>
      </AccountPage>
    );
  return (
    <AccountPage
      title="Your account is suspended"
      text="Others can’t see your channel and your tutorials, and you can’t use the studio. You can still watch, and look after your account."
      after={
        <>
          {after} · <Link href="/account/delete">Delete your account</Link>
        </>
      }
    >
      <Live topics={[`creator:${userId}`]} />
      <Restriction subjectId={userId} restriction={restriction} />
    </AccountPage>
  );
}
