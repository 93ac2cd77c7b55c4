import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { DELETION_DAYS } from '@/workers/identity/contract';
import { AccountPage } from '../../_ui/account-page';

export const metadata: Metadata = { title: 'Goodbye' };

/** The page after somebody has deleted their account, or asked for it (`later`). They are signed out by then. */
export default async function AccountDeletedPage({ searchParams }: { searchParams: Promise<{ later?: string }> }) {
  const isLater = (await searchParams).later !== undefined;
  return (
    <AccountPage
      title={isLater ? `Your account will be deleted in ${DELETION_DAYS} days` : 'Your account is deleted'}
      text={
        isLater
          ? 'You are signed out, and your tutorials are taken down. To keep your account, sign in before then. We mailed you the day.'
          : 'Your personal data is erased and you are signed out. You can register again at any time, even with the same address.'
      }
    >
      <ButtonLink href="/">Go to the home page</ButtonLink>
    </AccountPage>
  );
}
