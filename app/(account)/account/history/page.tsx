import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { LocalTime } from '@/app/_ui/time/local-time';
import { ACCOUNT_HISTORY } from '@/text/account-history';
import { AccountPage } from '../../_ui/account-page';
import { deviceName } from '../sessions/sessions';
import { HISTORY_ROWS, historyOf } from './account-history';

export const metadata: Metadata = { title: 'What happened in your account' };

/** Sign-ins and changes, the newest first, so that a person can tell that somebody else was there. */
export default async function HistoryPage() {
  const { userId } = await requireUser('/account/history');
  const rows = await historyOf(userId);
  return (
    <AccountPage
      title="What happened in your account"
      text="If something here wasn’t you, choose a new password: that signs out all browsers."
      after={
        <>
          <Link href="/account">Your account</Link> · <Link href="/account/security">Change your password</Link>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">Nothing yet.</p>
      ) : (
        <ol className="-my-4 divide-y divide-line">
          {rows.map(({ position, type, happenedAt, browser, system }) => (
            <li key={position} className="grid gap-1 py-4">
              <p className="font-medium">{ACCOUNT_HISTORY[type]}</p>
              <p className="text-sm text-muted">
                <LocalTime date={happenedAt} />
                {browser === null || system === null ? null : `, ${deviceName({ browser, system })}`}
              </p>
            </li>
          ))}
        </ol>
      )}
      {rows.length < HISTORY_ROWS ? null : (
        <p className="mt-6 border-t border-line pt-4 text-sm text-muted">
          These are the last {HISTORY_ROWS}. <Link href="/account/data">The archive of your data</Link> has all.
        </p>
      )}
    </AccountPage>
  );
}
