import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { currentUser, requirePermission } from '@/app/_lib/auth/current-user';
import { findSubject, type Subject } from '@/app/_lib/moderation/find-subject';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { formatDuration } from '@/app/_lib/format/format';
import { creatorPath, watchPath } from '@/text/paths';
import { channelByHandle } from '../creators/_queries/channel-by-handle';
import { hasOpenReport } from './_queries/has-open-report';
import { ReportForm } from './report-form';
import { ReportedNote } from './reported-note';

type ReportPageProps = PageProps<'/report'>;

/** What is reported, as the page shows it. */
interface Reported {
  readonly subject: Subject;
  readonly name: string;
  readonly path: ReturnType<typeof watchPath> | ReturnType<typeof creatorPath>;
}

const uuid = z.uuid().toLowerCase();
const second = z.coerce.number().int().min(0).max(1e6);

export async function generateMetadata({ searchParams }: ReportPageProps): Promise<Metadata> {
  const reported = await find(await searchParams);
  return reported ? { title: `Report ${reported.name}`, robots: { index: false } } : NOT_FOUND;
}

/** Tells moderators that a tutorial (`?video=<id>&t=<second>`) or a person (`?creator=<handle>`) breaks the rules. */
export default async function ReportPage({ searchParams }: ReportPageProps) {
  const query = await searchParams;
  const { video, creator, t } = query;
  const at = video === undefined ? null : (second.safeParse(t).data ?? null);
  const address = new URLSearchParams(video === undefined ? { creator: String(creator) } : { video: String(video) });
  if (at !== null) address.set('t', String(at));
  const { userId } = await requirePermission('member', `/report?${address}`);
  const reported = await find(query);
  if (!reported) return <PageNotFound />;
  const { subject, name, path } = reported;
  const isReported = await hasOpenReport({ userId }, subject.subjectId);
  return (
    <Container width="form">
      <PageHeader
        title={subject.subjectKind === 'video' ? 'Report a tutorial' : 'Report a creator'}
        text={
          <>
            <Link href={path} className="font-medium text-accent underline underline-offset-4">
              <bdi>{name}</bdi>
            </Link>
            {at === null ? null : ` at ${formatDuration(at)}`}
          </>
        }
      />
      <Card>
        {subject.ownerId === userId ? (
          <FormMessage kind="notice">This is yours, so there is nothing to report.</FormMessage>
        ) : isReported ? (
          <ReportedNote />
        ) : (
          <ReportForm kind={subject.subjectKind} id={subject.subjectId} at={at} />
        )}
      </Card>
    </Container>
  );
}

async function find({ video, creator }: Awaited<ReportPageProps['searchParams']>): Promise<Reported | null> {
  const user = await currentUser();
  const videoId = uuid.safeParse(video).data;
  if (user && videoId) {
    const subject = await findSubject(user, 'video', videoId);
    return subject && { subject, name: subject.title, path: watchPath({ videoId, name: subject.title }) };
  }
  const channel = typeof creator === 'string' ? await channelByHandle(creator) : null;
  if (!channel?.handle) return null;
  const { userId, name, handle } = channel;
  const subject = { subjectKind: 'person', subjectId: userId, ownerId: userId, title: '' } as const;
  return { subject, name, path: creatorPath(handle) };
}
