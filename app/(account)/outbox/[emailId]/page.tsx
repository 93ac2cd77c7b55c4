import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { mayReadOutbox, outboxMail } from '@/app/_lib/outbox';
import { Card } from '@/app/_ui/card';
import { Container } from '@/app/_ui/container';
import { LinkedText } from '@/app/_ui/linked-text';
import { PageHeader } from '@/app/_ui/page-header';
import { TimeAgo } from '@/app/_ui/time-ago';
import { framed } from './framed';

export const metadata: Metadata = { title: 'Mail' };

export default async function MailPage({ params }: PageProps<'/outbox/[emailId]'>) {
  const mail = (await mayReadOutbox()) ? await outboxMail((await params).emailId) : null;
  if (!mail) notFound();
  return (
    <Container width="text">
      <PageHeader
        title={mail.subject}
        text={
          <>
            To <bdi>{mail.to}</bdi>, <TimeAgo date={mail.writtenAt} />
          </>
        }
      />
      {mail.html ? (
        <iframe
          title="The email as a mail app shows it"
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={framed(mail.html)}
          className="h-96 w-full rounded-2xl border border-line bg-surface"
        />
      ) : null}
      <Card className="mt-6">
        <h2 className="text-lg">As plain text</h2>
        <pre dir="auto" className="mt-3 font-sans text-[0.9375rem] leading-relaxed wrap-anywhere whitespace-pre-wrap">
          <LinkedText text={mail.text} rel="noreferrer" />
        </pre>
      </Card>
      <p className="mt-6">
        <Link href="/outbox" className="font-medium text-accent underline underline-offset-4">
          All emails
        </Link>
      </p>
    </Container>
  );
}
