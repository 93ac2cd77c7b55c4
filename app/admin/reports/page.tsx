import type { Metadata } from 'next';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { currentModerator } from '@/app/_lib/auth/current-user';
import { Badge } from '@/app/_ui/base/badge';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { REPORT_REASONS } from '@/text/report-reasons';
import { reportedSubjects, restrictedSubjects } from './_queries/cases';

/** Everybody else gets a 404 and no title. */
export async function generateMetadata(): Promise<Metadata> {
  return (await currentModerator()) ? { title: 'Reports' } : NOT_FOUND;
}

/** What waits for a moderator: reports and appeals. And what is taken down or suspended. */
export default async function ReportsPage() {
  const moderator = await currentModerator();
  if (!moderator) return <PageNotFound />;
  const [reported, restricted] = await Promise.all([reportedSubjects(moderator), restrictedSubjects(moderator)]);
  const appeals = restricted.filter(({ appealedAt, deniedAt }) => appealedAt !== null && deniedAt === null);
  const others = restricted.filter((each) => !appeals.includes(each));
  return (
    <Container>
      <Live topics={['moderation']} />
      <PageHeader title="Reports" text="What people say breaks the rules of the site, and what follows from it." />
      <div className="grid gap-10">
        {reported.length + appeals.length === 0 ? (
          <EmptyState
            icon={<CircleCheck />}
            title="Nothing waits for you"
            text="New reports and appeals appear here."
          />
        ) : null}
        <Section title="Appeals" isEmpty={appeals.length === 0}>
          {appeals.map((each) => (
            <Row key={each.subjectId} subject={each}>
              <Badge tone="notice">{REPORT_REASONS[each.reason]}</Badge>
              <span>
                Appealed <TimeAgo date={each.appealedAt!} />
              </span>
            </Row>
          ))}
        </Section>
        <Section title="Reported" isEmpty={reported.length === 0}>
          {reported.map((each) => (
            <Row key={each.subjectId} subject={each}>
              {each.reasons.map((reason) => (
                <Badge key={reason} tone="danger">
                  {REPORT_REASONS[reason]}
                </Badge>
              ))}
              <span>
                {Number(each.count) === 1 ? 'Reported' : `${each.count} reports, the first`}{' '}
                <TimeAgo date={each.since} />
              </span>
            </Row>
          ))}
        </Section>
        <Section title="Taken down and suspended" isEmpty={others.length === 0}>
          {others.map((each) => (
            <Row key={each.subjectId} subject={each}>
              <Badge>{REPORT_REASONS[each.reason]}</Badge>
              <span>
                Since <TimeAgo date={each.restrictedAt} />
                {each.deniedAt === null ? null : ', appeal denied'}
              </span>
            </Row>
          ))}
        </Section>
      </div>
    </Container>
  );
}

function Section({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  if (isEmpty) return null;
  return (
    <section>
      <h2 className="mb-3 text-xl">{title}</h2>
      <Card padded={false}>
        <ul className="divide-y divide-line">{children}</ul>
      </Card>
    </section>
  );
}

interface Listed {
  readonly subjectId: string;
  readonly subjectKind: 'video' | 'person';
  readonly title: string;
  readonly ownerName: string | null;
}

function Row({ subject, children }: { subject: Listed; children: ReactNode }) {
  const { subjectId, subjectKind, title, ownerName } = subject;
  const owner = ownerName ?? 'Somebody who left';
  return (
    <li className="relative grid gap-2 px-4 py-4 hover:bg-sunken sm:px-6">
      <p className="min-w-0">
        <Link
          href={`/admin/reports/${subjectId}`}
          className="font-medium underline-offset-4 wrap-anywhere after:absolute after:inset-0 hover:underline"
        >
          <bdi>{subjectKind === 'video' ? title : owner}</bdi>
        </Link>{' '}
        <span className="text-muted">
          {subjectKind === 'video' ? (
            <>
              by <bdi>{owner}</bdi>
            </>
          ) : (
            'creator'
          )}
        </span>
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">{children}</p>
    </li>
  );
}
