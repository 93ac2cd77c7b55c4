import type { Metadata } from 'next';
import { Mail } from 'lucide-react';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { mayReadOutbox, outboxMails } from './mails';
import { isOutboxKey } from './outbox-key';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { PageHeader } from '@/app/_ui/page/page-header';
import { TimeAgo } from '@/app/_ui/time/time-ago';

export async function generateMetadata(): Promise<Metadata> {
  return (await mayReadOutbox()) ? { title: 'Outbox' } : NOT_FOUND;
}

/**
 * Lists the mails that would have gone out, if the site has no mail server. It opens with the link that the site prints
 * at its start, `/outbox?key=…`, and for administrators. Everybody else gets a 404.
 */
export default async function OutboxPage({ searchParams }: PageProps<'/outbox'>) {
  const { key } = await searchParams;
  if (await isOutboxKey(key)) redirect(`/outbox/open?key=${encodeURIComponent(String(key))}`);
  if (!(await mayReadOutbox())) return <PageNotFound />;
  const mails = await outboxMails();
  return (
    <Container width="text">
      <PageHeader
        title="Outbox"
        text="No mail server is set up (SMTP_URL), so the site’s emails are kept on this machine."
      />
      {mails.length === 0 ? (
        <EmptyState icon={<Mail />} title="No emails yet" text="Register, and the welcome email appears here." />
      ) : (
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {mails.map(({ emailId, subject, to, writtenAt }) => (
              <li
                key={emailId}
                className="relative grid grid-cols-[minmax(0,1fr)] gap-1 p-4 wrap-anywhere hover:bg-sunken sm:px-5"
              >
                <Link href={`/outbox/${emailId}`} className="font-medium after:absolute after:inset-0">
                  {subject}
                </Link>
                <p className="text-sm text-muted">
                  To <bdi>{to}</bdi>, <TimeAgo date={writtenAt} />
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Container>
  );
}
