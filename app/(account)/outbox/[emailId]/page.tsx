import type { Metadata } from 'next';
import Link from 'next/link';
import { mayReadOutbox, outboxMail } from '@/app/(account)/outbox/mails';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { LinkedText } from '@/app/_ui/base/linked-text';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { PageHeader } from '@/app/_ui/page/page-header';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { MailFrame } from './mail-frame';

type MailPageProps = PageProps<'/outbox/[emailId]'>;

export async function generateMetadata({ params }: MailPageProps): Promise<Metadata> {
  return (await readableMail(params)) ? { title: 'Mail' } : NOT_FOUND;
}

export default async function MailPage({ params }: MailPageProps) {
  const mail = await readableMail(params);
  if (!mail) return <PageNotFound />;
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
      {mail.html ? <MailFrame src={`/outbox/${mail.emailId}/html`} /> : null}
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

async function readableMail(params: MailPageProps['params']) {
  return (await mayReadOutbox()) ? outboxMail((await params).emailId) : null;
}
