import Link from 'next/link';
import { AccountNotice } from './account-notice';

/** Tells a user on every page that their account is suspended. */
export function SuspensionNotice() {
  return (
    <AccountNotice label="Your account is suspended">
      Your account is suspended. <Link href="/account/suspension">Read why, and appeal</Link>
    </AccountNotice>
  );
}
