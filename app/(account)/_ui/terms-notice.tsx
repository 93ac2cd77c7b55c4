import Link from 'next/link';
import { AccountNotice } from './account-notice';

/** Tells a user on every page that they have not accepted the terms. */
export function TermsNotice() {
  return (
    <AccountNotice label="Accept the terms">
      Before you go on, <Link href="/account/terms">read and accept the terms of this site</Link>.
    </AccountNotice>
  );
}
