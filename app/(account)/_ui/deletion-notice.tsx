import { formatDate } from '@/app/_lib/format/format';
import Link from 'next/link';
import { AccountNotice } from './account-notice';

/** Tells a user on every page that their account is going to be deleted. */
export function DeletionNotice({ deleteAt }: { deleteAt: Date }) {
  return (
    <AccountNotice label="Your account is going to be deleted">
      Your account will be deleted on {formatDate(deleteAt)}. <Link href="/account/delete">Keep it</Link>
    </AccountNotice>
  );
}
