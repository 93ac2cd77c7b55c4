import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { AccountPage } from '../../_ui/account-page';

export const metadata: Metadata = { title: 'Your account is deleted' };

/** The page after an account is deleted. The user is signed out by then. */
export default function AccountDeletedPage() {
  return (
    <AccountPage
      title="Your account is deleted"
      text="Your personal data is erased and you are signed out. You can register again at any time, even with the same address."
    >
      <ButtonLink href="/">Go to the home page</ButtonLink>
    </AccountPage>
  );
}
