import type { Metadata } from 'next';
import { Download } from 'lucide-react';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { exportUrl } from '@/app/_lib/auth/export-url';
import { enteredNow } from '@/app/_lib/auth/password-entered';
import { formatBytes, formatDate } from '@/app/_lib/format/format';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { Live } from '@/app/_ui/live/live';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { AccountPage } from '../../_ui/account-page';
import { EnterPasswordForm } from '../../_ui/enter-password-form';
import { dataExportOf, type DataExport } from './data-export';
import { ExportForm } from './export-form';

export const metadata: Metadata = { title: 'Your data' };

/** All that the site has of the user, as an archive that is made when they ask for it. */
export default async function YourDataPage() {
  const { userId, email } = await requireUser('/account/data');
  const [made, entered] = await Promise.all([dataExportOf(userId), enteredNow(userId)]);
  return (
    <AccountPage
      title="Your data"
      text="All that this site has of you, to keep or to take elsewhere."
      after={<Link href="/account">Your account</Link>}
    >
      <Live topics={[`creator:${userId}`]} />
      <div className="grid gap-6">
        <p>
          Your account and its history, what you say of yourself, your tutorials with captions and chapters, your
          series, your reports. As JSON and tables in a ZIP file, with a list of what is in it. Each tutorial has a link
          to the file that you uploaded.
        </p>
        {entered ? (
          <Archive userId={userId} made={made} />
        ) : (
          <EnterPasswordForm email={email} button={made ? 'Show my archive' : 'Continue'} />
        )}
      </div>
    </AccountPage>
  );
}

function Archive({ userId, made }: { userId: string; made: DataExport | null }) {
  if (made === null) return <ExportForm isAgain={false} />;
  const { exportId, requestedAt, bytes, expiresAt } = made;
  if (bytes === null || expiresAt === null)
    return (
      <output className="block rounded-lg bg-notice-soft px-4 py-3 text-pretty">
        Your archive is being made since <TimeAgo date={requestedAt} />. It appears here, and we mail you, so you can
        leave this page.
      </output>
    );
  return (
    <>
      <div className="grid gap-2">
        <a href={exportUrl(userId, exportId)} download className={`${buttonStyles()} justify-self-start`}>
          <Download aria-hidden />
          Download, {formatBytes(bytes)}
        </a>
        <p className="text-sm text-muted">
          Made <TimeAgo date={requestedAt} />. You can download it until {formatDate(expiresAt)}.
        </p>
      </div>
      <ExportForm isAgain />
    </>
  );
}
