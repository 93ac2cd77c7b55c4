import type { Metadata } from 'next';
import { Mail } from 'lucide-react';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { isOutboxOpen, outboxMails } from '@/app/_lib/outbox';
import { Card } from '@/app/_ui/card';
import { Container } from '@/app/_ui/container';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { TimeAgo } from '@/app/_ui/time-ago';

export const metadata: Metadata = { title: 'Outbox' };

/** The mails that would have gone out, where the site has no mail server and only its own machine reaches it. */
export default async function OutboxPage() {
  if (!(await isOutboxOpen())) notFound();
  const mails = await outboxMails();
  return (
    <Container width="text">
      <PageHeader title="Outbox" text="No mail server is set up (SMTP_URL), so the site’s emails are kept on this machine." />
      {mails.length === 0 ? (
        <EmptyState icon={<Mail />} title="No emails yet" text="Register, and the welcome email appears here." />
      ) : (
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {mails.map(({ emailId, subject, to, writtenAt }) => (
              <li key={emailId} className="relative grid gap-1 p-4 hover:bg-sunken sm:px-5">
                <Link href={`/outbox/${emailId}`} className="font-medium after:absolute after:inset-0">
                  {subject}
                </Link>
                <p className="text-sm text-muted">
                  To {to}, <TimeAgo date={writtenAt} />
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Container>
  );
}
