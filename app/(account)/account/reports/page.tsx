import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { Badge } from '@/app/_ui/base/badge';
import { Live } from '@/app/_ui/live/live';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { REPORT_REASONS } from '@/text/report-reasons';
import { AccountPage } from '../../_ui/account-page';
import { reportsOf } from './reports';

export const metadata: Metadata = { title: 'Your reports' };

const OUTCOMES = {
  dismissed: { label: 'It stays', tone: 'neutral' },
  restricted: { label: 'Taken down', tone: 'neutral' },
  lifted: { label: 'Put back', tone: 'neutral' },
  gone: { label: 'Deleted by its owner', tone: 'neutral' },
} as const;

/** What the user has reported, and what moderators decided. */
export default async function YourReportsPage() {
  const { userId } = await requireUser('/account/reports');
  const reports = await reportsOf(userId);
  return (
    <AccountPage
      title="Your reports"
      text="What you reported, and what became of it. Nobody but moderators sees that it was you."
      after={<Link href="/account">Your account</Link>}
    >
      <Live topics={[`creator:${userId}`]} />
      {reports.length === 0 ? (
        <p className="text-muted">
          You haven’t reported anything. On the page of a tutorial or a creator, “Report” tells our moderators that
          something is wrong with it.
        </p>
      ) : (
        <ul className="-my-4 divide-y divide-line">
          {reports.map(({ reportId, subjectKind, title, handle, reason, words, reportedAt, outcome }) => {
            const { label, tone } = outcome === null ? ({ label: 'Open', tone: 'notice' } as const) : OUTCOMES[outcome];
            return (
              <li key={reportId} className="grid gap-1 py-4">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
                  <bdi className="min-w-0 wrap-anywhere">
                    {subjectKind === 'video' ? title : handle === null ? 'A creator' : `@${handle}`}
                  </bdi>
                  <Badge tone={tone}>
                    {outcome === 'restricted' && subjectKind === 'person' ? 'Action taken' : label}
                  </Badge>
                </p>
                <p className="text-sm text-muted">
                  {REPORT_REASONS[reason]}, <TimeAgo date={reportedAt} />
                </p>
                {words === null ? null : (
                  <p dir="auto" className="text-sm wrap-anywhere whitespace-pre-line">
                    {words}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </AccountPage>
  );
}
