import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { FormMessage } from '@/app/_ui/form/form-message';
import { showEmail } from '@/personal-data/address';
import { userTimeZone } from '@/app/studio/_analytics/time-zone';
import { AccountPage } from '../../_ui/account-page';
import { summaryTimeZone } from './summary-time-zone';
import { SummaryForm } from './summary-form';

export const metadata: Metadata = { title: 'Emails' };

/** What the site mails to the user. */
export default async function NoticesPage() {
  const { userId, email, emailConfirmed } = await requireUser('/account/notices');
  const [timeZone, here] = await Promise.all([summaryTimeZone(userId), userTimeZone()]);
  return (
    <AccountPage
      title="Emails"
      text={
        <>
          What we send to <bdi>{showEmail(email)}</bdi>.
        </>
      }
      after={<Link href="/account">Your account</Link>}
    >
      <h2 className="text-lg font-semibold">Weekly summary</h2>
      <p className="mt-2 mb-5 text-pretty">
        On Mondays: how often and how long your videos were watched in the week before, and which most. In weeks without
        views there is none.
      </p>
      {timeZone === null ? null : (
        <p className="mb-5 text-pretty">
          <strong className="font-semibold">You get it.</strong> Your weeks are those of {timeZone}.
        </p>
      )}
      {emailConfirmed || timeZone !== null ? (
        <SummaryForm timeZone={timeZone} here={here} />
      ) : (
        <FormMessage kind="notice">
          First confirm your address, with the link in the email that welcomed you.
        </FormMessage>
      )}
    </AccountPage>
  );
}
