import { causationTree } from '@message-db/client';
import type { Metadata } from 'next';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { z } from 'zod';
import { formatMoment } from '@/app/_lib/format/format';
import { currentAdmin } from '@/app/_lib/auth/current-user';
import { Container } from '@/app/_ui/layout/container';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Live } from '@/app/_ui/live/live';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { PageHeader } from '@/app/_ui/page/page-header';
import { messagesOfTrace } from '@/app/admin/_queries/messages-of-trace';
import { Branches } from './branches';

type TracePageProps = PageProps<'/admin/traces/[traceId]'>;

/** Everybody else gets a 404 and no title. */
export async function generateMetadata({ params }: TracePageProps): Promise<Metadata> {
  return (await currentAdmin()) && (await readTraceId(params)) ? { title: 'Trace' } : NOT_FOUND;
}

/** Shows everything that followed from one request, as a tree of causes and effects. */
export default async function TracePage({ params }: TracePageProps) {
  const admin = await currentAdmin();
  const traceId = await readTraceId(params);
  if (!admin || !traceId) return <PageNotFound />;
  const { messages, hasMore } = await messagesOfTrace(admin, traceId);
  const [first] = messages;
  return (
    <Container>
      <Live topics={[`trace:${traceId}`, 'operations']} />
      <Link
        href="/admin"
        className="mb-4 inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft className="size-4" aria-hidden /> Messages
      </Link>
      <PageHeader
        title="Trace"
        text={
          <>
            <span className="block wrap-anywhere tabular-nums">{traceId}</span>
            {first ? (
              <span className="block">{`${count(messages.length)}, since ${formatMoment(first.time)}`}</span>
            ) : null}
          </>
        }
      />
      {hasMore ? (
        <div className="mb-6">
          <FormMessage kind="notice">
            This trace has more than {messages.length} messages. These are the first.
          </FormMessage>
        </div>
      ) : null}
      {first ? (
        <Branches branches={causationTree(messages)} start={first.time} />
      ) : (
        <EmptyState
          title="No messages in this trace yet"
          text="Its messages appear here as soon as they are projected."
        />
      )}
    </Container>
  );
}

function count(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`;
}

async function readTraceId(params: TracePageProps['params']): Promise<string | undefined> {
  return z.uuid().safeParse((await params).traceId).data;
}
