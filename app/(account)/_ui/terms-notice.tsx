import Link from 'next/link';
import { AccountNotice } from './account-notice';

/** Tells a user on every page that they have not accepted the terms. */
export function TermsNotice() {
  return (
    <AccountNotice label="The terms have changed">
      The terms of this site have changed. <Link href="/account/terms">Read and accept them</Link>
    </AccountNotice>
  );
}
